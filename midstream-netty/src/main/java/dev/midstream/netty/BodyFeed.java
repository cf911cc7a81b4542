package dev.midstream.netty;

import dev.midstream.api.Response;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way from the event loop to its handler: a bounded queue. The loop puts,
 * one consumer takes; guarded by its monitor, which is never held across anything that waits but
 * the consumer's own wait.
 */
final class BodyFeed {

    /** How much waits for the handler before the socket is read no further. */
    static final int MOST_BYTES = 64 << 10;

    /** Why a body ends before its end. */
    enum Failure {
        GONE("the client has closed the connection before the end of its body", 400),
        STALLED("the client has sent nothing of its body for too long", 408),
        MALFORMED("the framing of the body is broken", 400),
        ANSWERED("the request has been answered, its body is not read any further", 500),
        CLOSED("the body has been closed", 500);

        final String text;
        final int status;

        Failure(String text, int status) {
            this.text = text;
            this.status = status;
        }

        /** What the handler is told. */
        IOException told() {
            return new IOException(text);
        }

        /**
         * What the client is told if the handler does not answer; null if that is its own fault.
         */
        @Nullable Response answer() {
            return switch (this) {
                case GONE, MALFORMED -> Refusal.BAD_REQUEST;
                case STALLED -> Refusal.REQUEST_TIMEOUT;
                case ANSWERED, CLOSED -> null;
            };
        }
    }

    private final @Nullable Runnable moved;
    private final Deque<byte[]> parts = new ArrayDeque<>();
    private int queued;
    private boolean ended;
    private boolean full;
    private boolean wanted;
    private boolean waits;
    private @Nullable Failure failure;
    private @Nullable Runnable arrived;
    private long movedAt = System.nanoTime();

    /**
     * An empty feed.
     *
     * @param moved run on the consumer's thread when it first wants something, and when the loop
     *     may read on
     */
    BodyFeed(Runnable moved) {
        this.moved = moved;
    }

    private BodyFeed(byte[] whole) {
        moved = null;
        ended = true;
        if (whole.length > 0) {
            parts.add(whole);
            queued = whole.length;
        }
    }

    /** A feed that has come to its end already. */
    static BodyFeed of(byte[] whole) {
        return new BodyFeed(whole);
    }

    /** Adds what came; on the loop. */
    void put(ByteBuf part) {
        int length = part.readableBytes();
        if (length == 0) {
            return;
        }
        Runnable tell;
        synchronized (this) {
            if (failure != null || ended) {
                return;
            }
            byte[] bytes = new byte[length];
            part.readBytes(bytes);
            parts.add(bytes);
            queued += length;
            full = queued >= MOST_BYTES;
            notifyAll();
            tell = arrived;
        }
        run(tell);
    }

    /** The body is complete; on the loop. */
    void end() {
        Runnable tell;
        synchronized (this) {
            ended = true;
            notifyAll();
            tell = arrived;
        }
        run(tell);
    }

    /** Nothing more comes, and what is here is thrown away. The first reason holds. Any thread. */
    void fail(Failure why) {
        Runnable tell;
        synchronized (this) {
            if (failure != null || (ended && parts.isEmpty())) {
                return;
            }
            failure = why;
            parts.clear();
            queued = 0;
            full = false;
            notifyAll();
            tell = arrived;
        }
        run(tell);
    }

    private static void run(@Nullable Runnable tell) {
        if (tell != null) {
            tell.run();
        }
    }

    /** Who is told of each arrival, on the thread of whoever brings it. */
    synchronized void onArrival(Runnable told) {
        arrived = told;
    }

    /**
     * Takes the oldest part; any thread. Waits for one if there is none, the end or a failure.
     *
     * @return null at the end
     * @throws IOException if the body has failed
     * @throws InterruptedIOException if the thread is interrupted; it stays so
     */
    byte @Nullable [] take() throws IOException {
        want();
        byte[] taken;
        synchronized (this) {
            try {
                waits = true;
                while (parts.isEmpty() && !ended && failure == null) {
                    wait(); // the connection fails the feed when the client is silent too long
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for the body");
            } finally {
                waits = false;
                movedAt = System.nanoTime();
            }
            if (failure != null) {
                throw failure.told();
            }
            taken = poll();
        }
        drained();
        return taken;
    }

    /** Takes the oldest part if there is one; any thread. */
    byte @Nullable [] takeNow() {
        byte[] taken;
        synchronized (this) {
            taken = poll();
            movedAt = System.nanoTime();
        }
        drained();
        return taken;
    }

    private byte @Nullable [] poll() {
        byte[] taken = parts.poll();
        if (taken != null) {
            queued -= taken.length;
        }
        return taken;
    }

    /** The consumer is ready for the body's first byte. */
    void want() {
        boolean first;
        synchronized (this) {
            first = !wanted;
            wanted = true;
        }
        if (first) {
            run(moved);
        }
    }

    private void drained() {
        boolean room;
        synchronized (this) {
            room = full && queued <= MOST_BYTES / 2;
            full &= !room;
        }
        if (room) {
            run(moved);
        }
    }

    /** A consumer that is called says whether it has asked for more than has come. */
    synchronized void waits(boolean now) {
        if (waits && !now) {
            movedAt = System.nanoTime();
        }
        waits = now;
    }

    /** How many bytes can be taken without waiting. */
    synchronized int available() {
        return queued;
    }

    /** Whether the loop should read no further. */
    synchronized boolean full() {
        return full;
    }

    synchronized boolean wanted() {
        return wanted;
    }

    /** Whether all that came was taken, and it is complete. */
    synchronized boolean exhausted() {
        return ended && parts.isEmpty() && failure == null;
    }

    /** Why it has failed; null if it has not. */
    synchronized @Nullable Failure failure() {
        return failure;
    }

    /** Whether the consumer waits for the client. */
    synchronized boolean waitsForClient() {
        return waits && parts.isEmpty() && !ended && failure == null;
    }

    /** The nanoTime at which the consumer last took or stopped waiting. */
    synchronized long movedAt() {
        return movedAt;
    }
}
