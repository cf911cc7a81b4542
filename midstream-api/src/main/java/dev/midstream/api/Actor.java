package dev.midstream.api;

/**
 * What actors of one type do: a function from a state and a message to the next state.
 *
 * <p>Implemented by a named class with {@link ActorType} that fixes both type arguments, in a
 * module with an {@link AppModule}, and declared with {@link Wiring#actor}. States, messages and
 * replies are immutable data: records, enums, sealed types of these, and the JDK's value types and
 * collections. The host owns state and mailbox; they outlive the code.
 *
 * <p>One object serves all actors of its type, on many threads at once, and therefore keeps no
 * state of its own. For one key there is never more than one turn at a time, and turns see what the
 * turns before them did. Neither method may block; I/O goes through {@link Turn#run}.
 *
 * @param <S> the state
 * @param <M> the messages, a sealed interface of records
 * @since 0.1
 */
public interface Actor<S, M> {

    /**
     * The state of an actor that gets its first message.
     *
     * @param key which actor
     */
    S create(String key);

    /**
     * Handles one message.
     *
     * @param state what the turn before returned
     * @param turn takes what is to happen beside the change of state; usable until this returns
     * @return the next state, never null
     * @throws Exception leaves the state as it was; nothing of the turn happens, and whoever asked
     *     gets {@link ActorFailed}
     */
    S receive(S state, M message, Turn<M> turn) throws Exception;
}
