package dev.midstream.api;

/**
 * A message that wants an answer. Implemented by records that implement {@code M} too:
 *
 * <pre>{@code
 * sealed interface CartMessage {
 *     record View() implements CartMessage, Ask<CartMessage, CartView> {}
 * }
 * }</pre>
 *
 * @param <M> the messages it is one of
 * @param <R> the reply
 * @since 0.1
 */
public interface Ask<M, R> {}
