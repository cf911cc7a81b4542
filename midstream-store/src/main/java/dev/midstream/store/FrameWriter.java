package dev.midstream.store;

import dev.midstream.store.encoding.Cbor;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the frames of a file, each as an array of kind, section, checksum and bytes. One thread.
 */
final class FrameWriter implements AutoCloseable {

    private final JsonGenerator out;
    private long frames;
    private long bytes;

    FrameWriter(OutputStream to) {
        this.out = Cbor.writer(to);
    }

    void write(Frame frame) {
        out.writeStartArray(frame, 4);
        out.writeString(frame.kind().label());
        out.writeNumber(frame.section());
        out.writeNumber(frame.checksum());
        out.writeBinary(frame.payload());
        out.writeEndArray();
        frames++;
        bytes += frame.payload().length;
    }

    long frames() {
        return frames;
    }

    /** What the payloads have, all together. */
    long bytes() {
        return bytes;
    }

    void flush() {
        out.flush();
    }

    /** Closes what it writes to. */
    @Override
    public void close() {
        out.close();
    }
}
