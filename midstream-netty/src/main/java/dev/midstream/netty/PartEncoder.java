package dev.midstream.netty;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the parts of a published body, as they are or with gzip, each so that a client can decode
 * it when it comes. Safe for all threads, since a publisher and the loop that ends it may meet.
 */
final class PartEncoder {

    private static final int DEFLATED_BYTES = 8 << 10;

    private final boolean gzips;
    private final Target target = new Target();
    private @Nullable GZIPOutputStream gzip;
    private boolean closed;

    PartEncoder(boolean gzips) {
        this.gzips = gzips;
    }

    /** Appends a part to a buffer. */
    synchronized void encode(ByteBuffer part, ByteBuf to) {
        if (!gzips) {
            to.writeBytes(part.duplicate());
        } else if (!closed) {
            byte[] bytes = new byte[part.remaining()];
            part.duplicate().get(bytes);
            onto(
                    to,
                    () -> {
                        GZIPOutputStream encoder = gzip();
                        encoder.write(bytes);
                        encoder.flush();
                    });
        }
    }

    /** Appends what ends the body to a buffer. */
    synchronized void end(ByteBuf to) {
        if (gzips && !closed) {
            onto(to, () -> gzip().finish());
        }
        close();
    }

    /** Frees what the encoder holds. */
    synchronized void close() {
        GZIPOutputStream encoder = gzip;
        closed = true;
        gzip = null;
        if (encoder != null) {
            target.to = null; // what it still writes is nobody's
            try {
                encoder.close();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    private GZIPOutputStream gzip() throws IOException {
        GZIPOutputStream encoder = gzip;
        if (encoder == null) {
            encoder = new GZIPOutputStream(target, DEFLATED_BYTES, true);
            gzip = encoder;
        }
        return encoder;
    }

    /** What writes to the target. */
    private interface Step {
        void run() throws IOException;
    }

    private void onto(ByteBuf to, Step step) {
        target.to = to;
        try {
            step.run();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            target.to = null;
        }
    }

    /** Leads the encoder's bytes to the buffer of the moment. */
    private static final class Target extends OutputStream {
        @Nullable ByteBuf to;

        @Override
        public void write(int one) {
            if (to != null) {
                to.writeByte(one);
            }
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            if (to != null) {
                to.writeBytes(from, offset, length);
            }
        }
    }
}
