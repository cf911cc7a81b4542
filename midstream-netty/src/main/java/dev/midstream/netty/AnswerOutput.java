package dev.midstream.netty;

import dev.midstream.api.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/**
 * Where a blocking producer writes an answer's body. Buffers a part, hands it to the event loop,
 * and waits while the client has too much to take. Used by one thread.
 */
final class AnswerOutput extends OutputStream implements AnswerStream.Producer {

    private final Exchange exchange;
    private final AnswerStream stream;
    private final byte[] buffer = new byte[AnswerStream.PART_BYTES];
    private final Semaphore credits = new Semaphore(AnswerStream.CREDITS);
    private int filled;
    private boolean begun;
    private boolean closed;
    private volatile boolean gone;

    AnswerOutput(Exchange exchange, Response head) {
        this.exchange = exchange;
        this.stream = new AnswerStream(head, this);
    }

    @Override
    public void write(int one) throws IOException {
        requireOpen();
        if (filled == buffer.length) {
            send();
        }
        buffer[filled++] = (byte) one;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        requireOpen();
        int at = offset;
        int left = length;
        while (left > 0) {
            if (filled == buffer.length) {
                send();
            }
            int copied = Math.min(left, buffer.length - filled);
            System.arraycopy(from, at, buffer, filled, copied);
            filled += copied;
            at += copied;
            left -= copied;
        }
    }

    /** Sends what is buffered; before the first byte, the head. */
    @Override
    public void flush() throws IOException {
        requireOpen();
        if (filled > 0 || !begun) {
            send();
        }
    }

    /** Allowed, so that a writer may use it in a try block; the answer ends with the writer. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            flush();
            closed = true;
        }
    }

    /** Refuses whatever is written from now on. */
    void abort() {
        gone = true;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the body has been closed");
        }
        if (gone) {
            throw new IOException("nobody takes this answer any more: the client has gone");
        }
    }

    private void send() throws IOException {
        try {
            credits.acquire(); // a client that takes nothing is closed, and that gives them back
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the client");
        }
        requireOpen();
        begun = true;
        ByteBuf part =
                ByteBufAllocator.DEFAULT
                        .directBuffer(Math.max(1, filled))
                        .writeBytes(buffer, 0, filled);
        filled = 0;
        exchange.send(stream, part);
    }

    @Override
    public void more() {
        credits.release();
    }

    @Override
    public void gone() {
        gone = true;
        credits.release();
    }
}
