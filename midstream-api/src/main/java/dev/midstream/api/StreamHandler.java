package dev.midstream.api;

import java.io.InputStream;

/**
 * Answers calls of one route, reads the request's body while it arrives, and may block.
 *
 * <p>Called on a virtual thread of its own per call when the request's head is complete,
 * concurrently with itself. The call's generation is held until the answer has been encoded in
 * whole. The request deadline bounds each step that is the handler's: it begins anew whenever bytes
 * have gone through, and rests while the handler waits for the client.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface StreamHandler {

    /**
     * Answers one call.
     *
     * @param call the request without its body; {@link Call#body()} and {@link Call#text()} throw
     * @param body the body; belongs to the calling thread. What has arrived and was not read is
     *     bounded: beyond that the client has to wait. Throws {@link java.io.IOException} if the
     *     client goes away, sends nothing for too long or breaks the framing; an exception that the
     *     handler lets through then is no failure of the handler. Ends with the answer: what has
     *     not arrived by then is refused, and the connection closed
     * @return the answer
     * @throws Exception answered with 500 and logged
     */
    Response handle(Call call, InputStream body) throws Exception;
}
