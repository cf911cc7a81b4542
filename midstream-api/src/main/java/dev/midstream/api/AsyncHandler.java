package dev.midstream.api;

import java.util.concurrent.CompletionStage;

/**
 * Answers calls of one route and never blocks.
 *
 * <p>Called on the connection's event loop. The stage may complete on any thread; the call's
 * generation is held until then, at most until the request deadline.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AsyncHandler {

    /**
     * Answers one call.
     *
     * @param call the request, complete with its body
     * @return the answer, now or later; a stage that completes exceptionally is answered with 500
     * @throws Exception answered with 500 and logged
     */
    CompletionStage<Response> handle(Call call) throws Exception;
}
