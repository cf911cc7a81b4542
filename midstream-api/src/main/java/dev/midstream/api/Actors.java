package dev.midstream.api;

import java.util.concurrent.CompletionStage;

/**
 * The actors of one type, for code outside of actors: handlers, jobs, threads of a module. A
 * constructor parameter {@code Actors<M>} of an {@link AppModule} is the type whose messages are
 * {@code M}.
 *
 * <p>Safe for all threads; never blocks. Usable from the cutover on, before it every method throws
 * {@link IllegalStateException}. Within a turn only {@link Turn} may be used to send: these methods
 * throw there, since the turn may yet fail.
 *
 * <p>Messages of one thread to one actor arrive in the order in which they were sent.
 *
 * @param <M> the messages
 * @since 0.1
 */
public interface Actors<M> {

    /**
     * Asks an actor, which is created if there is none of that key.
     *
     * @param key which actor, at most 1,000 characters
     * @return the reply. Completes exceptionally with {@link ActorFailed}, {@link Overloaded} or
     *     {@link SetAside}. Completes on whatever thread ran the turn; what is chained to it must
     *     not block. Waiting for it throws {@link IllegalStateException} within a turn and on an
     *     event loop
     */
    <R> CompletionStage<R> ask(String key, Ask<M, R> message);

    /**
     * Sends an actor a message, and creates the actor if there is none of that key.
     *
     * @param key which actor, at most 1,000 characters
     * @throws Overloaded if its mailbox is full; nothing was sent
     */
    void tell(String key, M message);

    /** One actor, found once: the same as the other two methods without looking up the key. */
    ActorRef<M> at(String key);
}
