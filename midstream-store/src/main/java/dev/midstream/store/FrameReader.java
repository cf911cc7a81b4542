package dev.midstream.store;

import dev.midstream.store.encoding.Cbor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Reads the frames of a file, one in memory at a time. One thread.
 *
 * <p>Nothing that a frame says about itself is believed before its bytes and their checksum are
 * there.
 */
final class FrameReader implements AutoCloseable {

    /** A frame has at least one actor, and more only below 256 KiB. */
    static final int LARGEST = 256 << 20;

    private final JsonParser in;
    private long frames;

    FrameReader(InputStream from) {
        this.in = Cbor.reader(from);
    }

    /**
     * The next frame; empty after the last.
     *
     * @throws IOException if the file cannot be read
     */
    Optional<Frame> next() throws Damaged, IOException {
        try {
            JsonToken first = in.nextToken();
            if (first == null) {
                return Optional.empty();
            }
            require(first == JsonToken.START_ARRAY);
            require(in.nextToken() == JsonToken.VALUE_STRING);
            Frame.Kind kind = kind(in.getString());
            require(in.nextToken() == JsonToken.VALUE_NUMBER_INT);
            int section = in.getIntValue();
            require(in.nextToken() == JsonToken.VALUE_NUMBER_INT);
            long checksum = in.getLongValue();
            require(in.nextToken() == JsonToken.VALUE_EMBEDDED_OBJECT);
            Frame frame = new Frame(kind, section, payload());
            if (frame.checksum() != checksum) {
                throw new Damaged(where() + " does not have its checksum");
            }
            require(in.nextToken() == JsonToken.END_ARRAY);
            frames++;
            return Optional.of(frame);
        } catch (JacksonIOException e) {
            if (e.getCause() instanceof TooLong) {
                throw new Damaged(where() + " is longer than " + LARGEST + " bytes");
            }
            throw new IOException(e.getMessage(), e);
        } catch (JacksonException e) {
            throw new Damaged(where() + " cannot be read: " + firstLine(e));
        } catch (RuntimeException e) {
            // The library is not quite robust against bytes that are no CBOR.
            throw new Damaged(where() + " cannot be read: " + e);
        }
    }

    private String where() {
        return "part " + (frames + 1);
    }

    private void require(boolean fits) throws Damaged {
        if (!fits) {
            throw new Damaged(where() + " is cut short, or none of a snapshot's");
        }
    }

    private Frame.Kind kind(String label) throws Damaged {
        for (Frame.Kind kind : Frame.Kind.values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        throw new Damaged(where() + " is of an unknown kind");
    }

    private byte[] payload() {
        Payload bytes = new Payload();
        in.readBinaryValue(bytes);
        return bytes.toByteArray();
    }

    private static String firstLine(JacksonException e) {
        String message = e.getOriginalMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        in.close();
    }

    /** More than one frame may have. */
    private static final class TooLong extends IOException {
        @java.io.Serial private static final long serialVersionUID = 1L;
    }

    /** Grows with what is there, not with what was announced. */
    private static final class Payload extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int one) throws IOException {
            bytes.write(one);
            check();
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            bytes.write(some, from, length);
            check();
        }

        private void check() throws IOException {
            if (bytes.size() > LARGEST) {
                throw new TooLong();
            }
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }
    }
}
