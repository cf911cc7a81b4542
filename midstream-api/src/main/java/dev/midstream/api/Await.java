package dev.midstream.api;

/**
 * What an actor waits with: turns the answer to its question into a message to itself.
 *
 * <p>A record, so that waiting is data: the host keeps it beside the actor's state, and it outlives
 * the code. A lambda is refused.
 *
 * @param <R> the answer that is waited for
 * @param <M> the waiting actor's messages
 * @since 0.1
 */
public interface Await<R, M> {

    /**
     * The message that says what became of the question. Called at the beginning of the turn that
     * handles it.
     */
    M answered(Result<R> result);
}
