package dev.midstream.netty;

import dev.midstream.api.Overloaded;
import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Held;
import dev.midstream.runtime.http.Route;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * Who ends an exchange, and when its pin is let go.
 *
 *   event                              answer            pin
 *   handler done, stage done           its response      now
 *   handler threw, stage failed        500 (503 if cut)  now
 *   streamed body made, published      its last part     now
 *   streamed body failed               500; broken off   now
 *   request deadline, blocking         504, interrupt    when the thread ends
 *   request deadline, non-blocking     504, cancelled    now
 *   drain or stop cuts, blocking       when thread ends  when the thread ends
 *   drain or stop cuts, non-blocking   503, cancelled    now
 *   client gone                        none              as if the client were there;
 *                                                        now, if it is published
 *
 * An answer whose head has gone out cannot become another one: instead of 500, 503 or 504 its
 * connection is broken off.
 *
 * A client that goes away interrupts nothing: a handler that was half way through an order is
 * better finished than torn, and the request deadline bounds it either way. Whoever reads or writes
 * a stream is told by the stream.
 *
 * `connection` becomes null with the answer, `generation` with the pin; both are written by the
 * event loop only, so each happens once. A drain reads `generation` and `route` racily: it may name
 * work that has just ended, never work of another generation.
 */
/**
 * The end of an exchange: who answers, with what, and when its pin is let go. One object with the
 * exchange, so that a request costs no further one.
 */
abstract sealed class ExchangeEnd implements Runnable permits Exchange {

    final DoorLoop loop;
    private final Object peer;
    private final String method;
    private final String path;

    @Nullable Connection connection;
    @Nullable Generation generation;
    @Nullable Route route;
    boolean expired;
    long began;

    /** What the handler is asked; kept for the recorder. */
    @Nullable RequestCall call;

    /** For how many requests this one stands, if the recorder keeps it; else 0. */
    int weight;

    /** How long the handler took on its thread, if the recorder keeps it. */
    long tookNanos;

    /** Whether the client takes gzip, and the door gives it. */
    final boolean gzips;

    /** The body that comes in, if the route streams it. */
    @Nullable BodyFeed feed;

    /** The body that goes out, if it is streamed. */
    @Nullable AnswerStream stream;

    /** Whether the head of a streamed answer has gone out. */
    boolean begun;

    volatile @Nullable Thread thread;
    volatile boolean cut;

    /** The outcome, written by whoever ends the work, before it hops to the loop. */
    @Nullable Response response;

    @Nullable Throwable failure;

    ExchangeEnd(
            DoorLoop loop,
            Connection connection,
            Generation generation,
            Route route,
            String method,
            String path,
            boolean gzips) {
        this.loop = loop;
        this.connection = connection;
        this.peer = connection.peer();
        this.generation = generation;
        this.route = route;
        this.method = method;
        this.path = path;
        this.gzips = gzips;
    }

    /** Whether an answer that the work has left is not whole, and is now made; on the loop. */
    abstract boolean goesOn(@Nullable Response answer);

    /** The route, as people write it. Any thread, racy. */
    String route() {
        return String.valueOf(route);
    }

    /** How many bytes of a streamed answer went out. */
    long streamed() {
        AnswerStream going = stream;
        return going == null ? 0 : going.bytes();
    }

    /** Whether its answer goes out in parts, and has begun to; on the loop. */
    boolean streams() {
        return begun;
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    DoorLoop loop() {
        return loop;
    }

    /** The client has room again, for a body that goes out; on the loop. */
    void writable() {
        AnswerStream going = stream;
        if (going != null) {
            going.taken();
        }
    }

    /** The work has ended; on the loop. */
    @Override
    public void run() {
        if (generation == null) {
            return;
        }
        thread = null;
        Response answer = response;
        Throwable failed = failure;
        response = null;
        failure = null;
        if (failed == null && goesOn(answer)) {
            return;
        }
        loop.remove(this);
        Connection waiting = connection;
        if (begun) {
            endStream(failed);
        } else {
            end(answer, failed);
        }
        if (waiting != null) {
            waiting.goOn();
        }
    }

    private void endStream(@Nullable Throwable failure) {
        try {
            Connection waiting = connection;
            connection = null;
            // Without a client the failure is that there is none.
            if (failure != null && waiting != null && !cut && !expired) {
                String what = "threw " + failure.getClass().getName() + " in its streamed answer";
                loop.door.log().failed(String.valueOf(route), what, failure);
            }
            if (waiting != null && failure == null) {
                waiting.end();
            } else if (waiting != null) {
                waiting.breakOff();
            }
        } finally {
            release();
        }
    }

    void end(@Nullable Response response, @Nullable Throwable failure) {
        try {
            Response answer = response != null && failure == null ? response : failed(failure);
            record(answer.status());
            Connection waiting = connection;
            connection = null;
            if (waiting != null) {
                waiting.answer(
                        loop.options.gzip() && Compression.suits(answer)
                                ? Compression.apply(answer, gzips)
                                : answer);
            }
        } finally {
            release();
        }
    }

    private void record(int status) {
        RequestCall asked = call;
        Route declared = route;
        if ((weight > 0 || (status >= 500 && loop.recorder.failureDue()))
                && asked != null
                && declared != null) {
            loop.recorder.keep(declared, asked, weight, status, tookNanos);
        }
    }

    private Response failed(@Nullable Throwable failure) {
        if (cut) {
            return Refusal.UNAVAILABLE;
        }
        BodyFeed.Failure broken = feed == null ? null : feed.failure();
        Response fault = broken == null ? null : broken.answer();
        if (fault != null) {
            return fault;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof Overloaded) {
            return Refusal.UNAVAILABLE; // counted where it was thrown
        }
        String what = cause == null ? "returned null" : "threw " + cause.getClass().getName();
        // Past its deadline a handler is expected to throw, being interrupted.
        if (!expired) {
            loop.door.log().failed(String.valueOf(route), what, cause);
        }
        return Refusal.FAILED;
    }

    private void release() {
        Generation held = generation;
        if (held != null) {
            generation = null;
            route = null;
            loop.exit(held);
        }
    }

    /**
     * Whether the handler has had its time; on the loop. For what streams: since bytes went through
     * last, and not while it waits for the client.
     */
    boolean overdue(long now, long commonNanos) {
        Route declared = route;
        if (expired || generation == null || declared == null) {
            return false;
        }
        long since = now - began;
        AnswerStream going = stream;
        BodyFeed coming = feed;
        if (going != null) {
            since = going.waitsForClient() ? 0 : Math.min(since, now - going.movedAt());
        }
        if (coming != null) {
            since = coming.waitsForClient() ? 0 : Math.min(since, now - coming.movedAt());
        }
        return since > declared.deadline().map(Duration::toNanos).orElse(commonNanos);
    }

    /** The request deadline has passed; on the loop. */
    void expire() {
        expired = true;
        Route declared = route;
        Duration deadline =
                declared == null
                        ? loop.options.timeouts().request()
                        : declared.deadline().orElse(loop.options.timeouts().request());
        loop.door.log().late(String.valueOf(declared), deadline.toMillis(), begun);
        endWith(Refusal.DEADLINE_PASSED);
    }

    /** Answers in the handler's stead; ends the exchange unless a thread works on it. */
    void endWith(Response answer) {
        Thread worker = thread;
        Connection waiting = connection;
        if (worker != null) {
            worker.interrupt();
        } else {
            loop.remove(this);
        }
        connection = null;
        try {
            AnswerStream going = stream;
            if (going != null) {
                going.gone();
            }
            if (waiting != null && begun) {
                waiting.breakOff();
            } else if (waiting != null) {
                waiting.answer(answer);
            }
        } finally {
            if (worker == null) {
                release();
            }
        }
        if (waiting != null) {
            waiting.goOn();
        }
    }

    /** The client has gone; on the loop. */
    void abandon() {
        connection = null;
        BodyFeed coming = feed;
        if (coming != null) {
            coming.fail(BodyFeed.Failure.GONE);
        }
        AnswerStream going = stream;
        if (going != null) {
            going.gone();
            if (thread == null && generation != null) { // it was published, and is cancelled now
                loop.remove(this);
                release();
            }
        }
    }

    /** Asks the work to end. Any thread. */
    void interrupt() {
        cut = true;
        Thread worker = thread;
        if (worker != null) {
            worker.interrupt();
        } else if (loop.called() == this) {
            Thread stuck = loop.thread();
            if (stuck != null) {
                stuck.interrupt();
            }
        } else {
            loop.hop(this::endCut);
        }
    }

    void endCut() {
        if (generation != null && thread == null) {
            endWith(Refusal.UNAVAILABLE);
        }
    }

    /** This work, if it holds a generation; null if not. Any thread. */
    @Nullable Held held(Generation wanted) {
        return generation == wanted ? new Held(describe(), this::interrupt) : null;
    }

    /** {@code GET /slow of web, 31 s, from 127.0.0.1:5123 at …}. Any thread. */
    String describe() {
        Thread worker = loop.called() == this ? loop.thread() : thread;
        long seconds = began == 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        AnswerStream going = stream;
        String state =
                expired
                        ? ", answered with 504"
                        : going == null ? "" : ", has streamed " + going.bytes() + " bytes";
        return Described.of(method, path, route, seconds, Connection.text(peer) + state, worker);
    }
}
