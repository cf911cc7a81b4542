package dev.midstream.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON objects, one per line, over a socket, and raw bytes between them. One thread reads, any
 * thread writes. Every read and write has a deadline; one that passes closes the channel.
 */
final class Lines implements AutoCloseable {

    /** A report with thousands of findings fits; what is longer is no report. */
    static final int MAX_LINE_BYTES = 8 << 20;

    /** A peer that does not read a few kilobytes for so long is gone. */
    static final Duration WRITE_DEADLINE = Duration.ofSeconds(20);

    static final JsonMapper JSON = JsonMapper.shared();

    private static final int FIRST_ALLOCATION_BYTES = 1 << 20;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(16 << 10).flip();
    private final Object writing = new Object();

    Lines(SocketChannel channel) {
        this.channel = channel;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** The next object; empty at the end of the stream. */
    Optional<ObjectNode> read(Duration within) throws IOException, MalformedLine {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (Deadlines.Armed deadline = Deadlines.closing(channel, within)) {
            while (true) {
                if (!in.hasRemaining() && fill(deadline) < 0) {
                    if (line.size() == 0) {
                        return Optional.empty();
                    }
                    throw new MalformedLine("the stream ended inside a line");
                }
                byte next = in.get();
                if (next == '\n') {
                    return Optional.of(parse(line.toByteArray()));
                }
                if (line.size() == MAX_LINE_BYTES) {
                    throw new MalformedLine("a line of more than " + MAX_LINE_BYTES + " bytes");
                }
                line.write(next);
            }
        }
    }

    /** Exactly so many raw bytes. Allocates as they come, not as they were announced. */
    byte[] readBytes(int length, Duration within) throws IOException, MalformedLine {
        byte[] bytes = new byte[Math.min(length, FIRST_ALLOCATION_BYTES)];
        int have = 0;
        try (Deadlines.Armed deadline = Deadlines.closing(channel, within)) {
            while (have < length) {
                if (!in.hasRemaining() && fill(deadline) < 0) {
                    throw new MalformedLine(
                            "the stream ended after " + have + " of " + length + " bytes");
                }
                if (have == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
                }
                int some = Math.min(in.remaining(), bytes.length - have);
                in.get(bytes, have, some);
                have += some;
            }
        }
        return bytes;
    }

    /** Waits, without a deadline, until the peer has sent something or is gone. */
    boolean awaitEnd() {
        try {
            return !in.hasRemaining() && fill(null) < 0;
        } catch (IOException gone) {
            return true;
        }
    }

    void write(ObjectNode line) throws IOException {
        byte[] text = JSON.writeValueAsBytes(line);
        byte[] bytes = Arrays.copyOf(text, text.length + 1);
        bytes[text.length] = '\n';
        write(bytes, WRITE_DEADLINE);
    }

    void write(byte[] bytes, Duration within) throws IOException {
        synchronized (writing) {
            ByteBuffer out = ByteBuffer.wrap(bytes);
            try (Deadlines.Armed deadline = Deadlines.closing(channel, within)) {
                try {
                    while (out.hasRemaining()) {
                        channel.write(out);
                    }
                } catch (ClosedChannelException e) {
                    throw explained(deadline, e);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException closedAnyway) {
            // Nothing is lost: every line that mattered was written before.
        }
    }

    private int fill(Deadlines.@org.jspecify.annotations.Nullable Armed deadline)
            throws IOException {
        in.clear();
        try {
            return channel.read(in);
        } catch (ClosedChannelException e) {
            throw explained(deadline, e);
        } finally {
            in.flip();
        }
    }

    private static IOException explained(
            Deadlines.@org.jspecify.annotations.Nullable Armed deadline, ClosedChannelException e) {
        if (deadline == null || !deadline.fired()) {
            return e;
        }
        SocketTimeoutException late = new SocketTimeoutException("silent past the deadline");
        late.initCause(e);
        return late;
    }

    private static ObjectNode parse(byte[] line) throws MalformedLine {
        try {
            JsonNode node = JSON.readTree(line);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new MalformedLine("a JSON object expected, seen " + node.getNodeType());
        } catch (JacksonException e) {
            throw new MalformedLine("no JSON: " + e.getOriginalMessage());
        }
    }

    /** A line that the protocol does not know. */
    static final class MalformedLine extends Exception {
        @java.io.Serial private static final long serialVersionUID = 1L;

        MalformedLine(String message) {
            super(message);
        }
    }
}
