package dev.midstream.runtime.actor;

/**
 * Takes the values of one actor type from the classes of one behaviour to those of another, in one
 * direction. Pure: same value in, equal value out, no effect, the value that went in is untouched.
 * Safe for all threads; called on event loops and by the sweep, so it neither waits nor logs.
 *
 * <p>Whoever moves an actor calls it; nothing of the actor has changed when it throws.
 */
public interface Crossing {

    /**
     * A state.
     *
     * @throws CrossingFailed if the other side cannot say it, or code that converts it threw
     */
    Object state(Object state) throws CrossingFailed;

    /**
     * A message, of any of the type's classes of messages.
     *
     * @throws CrossingFailed if the other side cannot say it, or code that converts it threw
     */
    Object message(Object message) throws CrossingFailed;

    /**
     * What an actor waits with, an {@link dev.midstream.api.Await}.
     *
     * @throws CrossingFailed if the other side cannot say it, or code that converts it threw
     */
    Object token(Object token) throws CrossingFailed;

    /**
     * The answer to a question, as the generic signature of the question's class types it.
     *
     * @param question the class of the {@link dev.midstream.api.Ask} that is answered, or of the
     *     {@link dev.midstream.api.Await} that an answer or a result of {@code turn.run} is for; on
     *     the side where the answer comes from
     * @throws CrossingFailed if the other side cannot say it, or code that converts it threw
     */
    Object reply(Class<?> question, Object reply) throws CrossingFailed;

    /**
     * The other side's class for a class of messages or tokens.
     *
     * @throws CrossingFailed if it has none
     */
    Class<?> question(Class<?> question) throws CrossingFailed;

    /** Whether two states on this crossing's near side say the same, in arrays too. */
    default boolean sameState(Object one, Object other) {
        return one.equals(other);
    }
}
