package dev.midstream.api;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A body that is made while it is sent, with {@link Response}'s {@code stream} or {@code publish}.
 *
 * <p>Whoever makes it is slowed down by a client that takes it slowly, and told of one that goes
 * away. A body that fails half way breaks the connection, so that the client cannot take it for
 * whole.
 *
 * @since 0.1
 */
public sealed interface StreamedBody {

    /**
     * Written by code that may block, on the call's virtual thread.
     *
     * @param writer writes it
     */
    record Written(Writer writer) implements StreamedBody {}

    /**
     * Read from a stream to its end, on the call's virtual thread; closed by the host in any case.
     *
     * @param in where it is read from
     */
    record Read(InputStream in) implements StreamedBody {}

    /**
     * Published by code that does not block. Subscribed to once, on the connection's event loop;
     * requested there as the client takes what was sent; cancelled if the client goes away.
     *
     * @param parts publishes it. A buffer may be used again when {@code onNext} has returned
     */
    record Published(Flow.Publisher<ByteBuffer> parts) implements StreamedBody {}

    /** Writes a body. */
    @FunctionalInterface
    interface Writer {

        /**
         * Writes the whole body.
         *
         * @param out blocks while the client takes nothing; throws {@link java.io.IOException} if
         *     it goes away or the host needs the work to end. {@code flush} sends what is buffered;
         *     closing it is allowed and not needed
         * @throws Exception breaks the connection, or is answered with 500 if nothing was sent yet
         */
        void write(OutputStream out) throws Exception;
    }
}
