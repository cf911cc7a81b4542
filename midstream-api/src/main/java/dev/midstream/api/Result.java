package dev.midstream.api;

/**
 * What became of a question that an actor has asked.
 *
 * @param <R> the answer
 * @since 0.1
 */
public sealed interface Result<R> {

    /**
     * It was answered.
     *
     * @param value the answer
     */
    record Ok<R>(R value) implements Result<R> {}

    /**
     * It was not.
     *
     * @param type the class name of what was thrown; {@link ActorFailed}, {@link Overloaded} and
     *     {@link SetAside} keep theirs
     * @param message says what happened
     */
    record Failed<R>(String type, String message) implements Result<R> {

        /** Whether there was no room: asking again later may help. */
        public boolean overloaded() {
            return type.equals(Overloaded.class.getName());
        }
    }
}
