package dev.midstream.api;

/**
 * Answers calls of one route and may block.
 *
 * <p>Called on a virtual thread of its own per call, concurrently with itself. The call's
 * generation is held until the answer is encoded, at most until the request deadline.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Handler {

    /**
     * Answers one call.
     *
     * @param call the request, complete with its body
     * @return the answer
     * @throws Exception answered with 500 and logged; interrupted past the request's deadline
     */
    Response handle(Call call) throws Exception;
}
