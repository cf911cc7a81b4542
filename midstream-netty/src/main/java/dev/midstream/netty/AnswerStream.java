package dev.midstream.netty;

import dev.midstream.api.Response;
import io.netty.buffer.ByteBuf;

/**
 * An answer whose body goes out in parts, as the event loop sees it. Whoever makes it may have
 * {@link #CREDITS} parts under way; each one that is written gives a credit back, at once or when
 * the client has taken enough. Confined to its loop.
 */
final class AnswerStream {

    /** How many parts may be on their way to a client that takes none. */
    static final int CREDITS = 4;

    /** How long a part may be. */
    static final int PART_BYTES = 16 << 10;

    /** Who makes the parts. Both methods are called on the loop. */
    interface Producer {
        /** One more part may come. */
        void more();

        /** Nobody takes parts any more. */
        void gone();
    }

    private final Response head;
    private final Producer producer;
    private int owed;
    private boolean gone;
    private long bytes;
    private long movedAt = System.nanoTime();

    AnswerStream(Response head, Producer producer) {
        this.head = head;
        this.producer = producer;
    }

    /** Status and headers. */
    Response head() {
        return head;
    }

    /** Writes a part; its credit goes back when the client has room. */
    void write(Connection connection, ByteBuf part) {
        bytes += part.readableBytes();
        movedAt = System.nanoTime();
        connection.part(part);
        if (connection.stalled()) {
            owed++;
        } else if (!gone) {
            producer.more();
        }
    }

    /** The client has room again. */
    void taken() {
        movedAt = System.nanoTime();
        int credits = owed;
        owed = 0;
        for (int i = 0; i < credits && !gone; i++) {
            producer.more();
        }
    }

    /** Nobody takes parts any more. */
    void gone() {
        if (!gone) {
            gone = true;
            producer.gone();
        }
    }

    /** Whether the maker has to wait for the client. */
    boolean waitsForClient() {
        return owed > 0;
    }

    /** How many bytes of body were written, after compression. */
    long bytes() {
        return bytes;
    }

    /** The nanoTime at which the last part came, or the client took enough for a next one. */
    long movedAt() {
        return movedAt;
    }
}
