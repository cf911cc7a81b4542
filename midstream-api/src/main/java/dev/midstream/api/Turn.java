package dev.midstream.api;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/**
 * One call of {@link Actor#receive}: takes what is to happen beside the change of state.
 *
 * <p>Nothing happens before {@code receive} has returned. Then either all of it does, in the order
 * in which it was said, or none: if {@code receive} throws, or if the mailbox of one of the
 * receivers is full, in which case whoever asked gets {@link Overloaded}.
 *
 * <p>Used on the thread that called {@code receive}, until that returns; afterwards every method
 * throws {@link IllegalStateException}. At most 1,000 effects in one turn.
 *
 * @param <M> the actor's messages
 * @since 0.1
 */
public interface Turn<M> {

    /** Which actor. */
    String key();

    /** When the turn began; the same at each call within a turn. */
    Instant now();

    /** Random numbers of this turn. */
    RandomGenerator random();

    /**
     * Answers the message of this turn. A question that gets no answer, and is not put off with
     * {@link #later}, fails when the turn ends. Answering what was told and not asked does nothing.
     *
     * @param to the message of this turn
     * @throws IllegalArgumentException if it is another one
     * @throws IllegalStateException if it was answered or put off already
     */
    <R> void reply(Ask<M, R> to, R answer);

    /**
     * Puts the answer to the message of this turn off to a later turn; within 30 s, or whoever
     * asked gets {@link ActorFailed}.
     *
     * @return what to keep in the state until then
     * @throws IllegalArgumentException if it is not the message of this turn
     * @throws IllegalStateException if it was answered or put off already
     */
    <R> Asked<R> later(Ask<M, R> to);

    /** Answers a question of an earlier turn. Does nothing if it is not waited for any more. */
    <R> void reply(Asked<R> to, R answer);

    /** Sends a message to any actor, also to this one's own type. */
    <T> void tell(Actors<T> to, String key, T message);

    /** Sends a message to this actor; handled in a turn of its own, after what waits already. */
    void tellSelf(M message);

    /**
     * Asks another actor; what becomes of it arrives as a message, at the latest after 30 s.
     *
     * @param token makes that message; a record
     */
    <T, R> void ask(Actors<T> to, String key, Ask<T, R> message, Await<R, M> token);

    /**
     * Runs something that may block, such as I/O, on a virtual thread of its own, in this
     * generation; what becomes of it arrives as a message. Interrupted after 30 s.
     *
     * @param effect never runs if the turn fails
     * @param token makes that message; a record
     */
    <R> void run(Callable<R> effect, Await<R, M> token);

    /**
     * Sends this actor a message later. The host keeps it; a timer of the same name is replaced.
     *
     * @param name of the timer, within this actor
     */
    void schedule(String name, Duration in, M message);

    /** Cancels a timer; its message does not arrive any more. Does nothing if there is none. */
    void cancel(String name);

    /**
     * Ends the actor with this turn: the state that {@code receive} returns, timers and what is
     * waited for are forgotten. A further message begins with {@link Actor#create}.
     */
    void stop();
}
