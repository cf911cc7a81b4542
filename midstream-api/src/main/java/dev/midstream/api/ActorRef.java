package dev.midstream.api;

import java.util.concurrent.CompletionStage;

/**
 * One actor, as {@link Actors#at} found it. Safe for all threads. No data: it belongs to the module
 * instance that asked for it, never to a state or a message.
 *
 * @param <M> the messages
 * @since 0.1
 */
public interface ActorRef<M> {

    /** {@link Actors#ask}. */
    <R> CompletionStage<R> ask(Ask<M, R> message);

    /** {@link Actors#tell}. */
    void tell(M message);
}
