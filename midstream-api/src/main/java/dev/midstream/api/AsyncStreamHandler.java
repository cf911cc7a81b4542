package dev.midstream.api;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Answers calls of one route, is given the request's body while it arrives, and never blocks.
 *
 * <p>Called on the connection's event loop when the request's head is complete. The call's
 * generation is held until the answer has been encoded in whole.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AsyncStreamHandler {

    /**
     * Answers one call.
     *
     * @param call the request without its body; {@link Call#body()} and {@link Call#text()} throw
     * @param body the body; takes one subscriber, which is called on the event loop and must not
     *     block there. Nothing is read from the client beyond a bound while nothing is requested.
     *     Each buffer is the subscriber's own. {@code onError} is given an {@link
     *     java.io.IOException} if the client goes away, sends nothing for too long or breaks the
     *     framing
     * @return the answer, now or later; a stage that completes exceptionally is answered with 500
     * @throws Exception answered with 500 and logged
     */
    CompletionStage<Response> handle(Call call, Flow.Publisher<ByteBuffer> body) throws Exception;
}
