package dev.midstream.netty;

import dev.midstream.api.AsyncHandler;
import dev.midstream.api.AsyncStreamHandler;
import dev.midstream.api.Handler;
import dev.midstream.api.Overloaded;
import dev.midstream.api.Response;
import dev.midstream.api.StreamHandler;
import dev.midstream.api.StreamedBody;
import dev.midstream.runtime.actor.Answer;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Held;
import dev.midstream.runtime.generation.Pin;
import dev.midstream.runtime.http.Entry;
import dev.midstream.runtime.http.Match;
import dev.midstream.runtime.http.Route;
import io.netty.buffer.ByteBuf;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
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
/** One request from its dispatch to the end of its work. Confined to its loop, but for the end. */
final class Exchange implements Runnable, BiConsumer<@Nullable Response, @Nullable Throwable> {

    private final DoorLoop loop;
    private final Object peer;
    private final String method;
    private final String path;

    private @Nullable Connection connection;
    private @Nullable Generation generation;
    private @Nullable Route route;
    private boolean expired;
    private long began;

    /** What the handler is asked; kept for the recorder. */
    private @Nullable RequestCall call;

    /** For how many requests this one stands, if the recorder keeps it; else 0. */
    private int weight;

    /** How long the handler took on its thread, if the recorder keeps it. */
    private long tookNanos;

    /** Whether the client takes gzip, and the door gives it. */
    private final boolean gzips;

    /** The body that comes in, if the route streams it. */
    private @Nullable BodyFeed feed;

    /** The body that goes out, if it is streamed. */
    private @Nullable AnswerStream stream;

    /** Whether the head of a streamed answer has gone out. */
    private boolean begun;

    private int steps;

    private volatile @Nullable Thread thread;
    private volatile boolean cut;

    /** The outcome, written by whoever ends the work, before it hops to the loop. */
    private @Nullable Response response;

    private @Nullable Throwable failure;
    private @Nullable AtomicBoolean told;

    /** Whether nothing of a streamed answer is left to be made. */
    private boolean made;

    Exchange(
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

    /**
     * Calls the handler. The exchange may have ended when this returns.
     *
     * @param body given to a handler that streams it; null for the others
     */
    void call(Generation generation, Match.Found found, RequestCall call, @Nullable BodyFeed body) {
        Route called = found.route();
        ClassLoader loader = called.loader();
        this.call = call;
        weight = loop.recorder.due();
        switch (called.handling()) {
            case Route.NonBlocking(AsyncHandler handler) ->
                    callAsync(generation, called, handler, call);
            case Route.Blocking(Handler handler) ->
                    callOnThread(called, () -> work(generation, loader, handler, call));
            case Route.Streaming(StreamHandler handler) -> {
                InputStream in = new FeedInput(fed(body));
                Handler reads = asked -> handler.handle(asked, in);
                callOnThread(called, () -> work(generation, loader, reads, call));
            }
            case Route.NonBlockingStreaming(AsyncStreamHandler handler) -> {
                FeedPublisher in = new FeedPublisher(fed(body), loop, this::inModule);
                callAsync(generation, called, asked -> handler.handle(asked, in), call);
            }
        }
    }

    private void callAsync(
            Generation generation, Route route, AsyncHandler handler, RequestCall call) {
        if (Gate.separatesThreadLocals()) {
            callHere(generation, route.loader(), handler, call);
        } else {
            // What it leaves in thread-locals of a loop would keep its generation for ever.
            loop.door.log().apart();
            told = new AtomicBoolean();
            callOnThread(route, () -> workAsync(generation, route.loader(), handler, call));
        }
    }

    private BodyFeed fed(@Nullable BodyFeed body) {
        BodyFeed given = body == null ? BodyFeed.of(RequestBody.EMPTY) : body;
        feed = given;
        return given;
    }

    private void callHere(
            Generation generation, ClassLoader loader, AsyncHandler handler, RequestCall call) {
        CompletionStage<Response> stage = null;
        Throwable thrown = null;
        loop.called(this);
        Pin pin = loop.gate.lend(generation, loader);
        long from = weight > 0 ? System.nanoTime() : 0;
        try {
            stage = Entry.callAsync(handler, call);
        } catch (Throwable any) {
            thrown = any;
        } finally {
            pin.close();
            loop.called(null);
        }
        took(from);
        if (cut && Thread.interrupted()) {
            thrown = thrown == null ? new InterruptedException() : thrown;
        }
        if (stage == null) {
            end(null, thrown);
        } else if ((stage.getClass() == CompletableFuture.class || stage.getClass() == Answer.class)
                && ((CompletableFuture<Response>) stage).state() == Future.State.SUCCESS) {
            Response answer = ((CompletableFuture<Response>) stage).resultNow();
            if (!goesOn(answer)) {
                end(answer, null);
            }
        } else {
            await(stage);
        }
    }

    private void took(long from) {
        if (weight > 0) {
            tookNanos = System.nanoTime() - from;
        }
    }

    /** Runs a step of a stream as module code; on the loop. Nothing if the exchange has ended. */
    void inModule(Runnable step) {
        Generation held = generation;
        Route declared = route;
        if (held == null || declared == null) {
            return;
        }
        steps++;
        Exchange outer = loop.called();
        loop.called(this);
        Pin pin = loop.gate.lend(held, declared.loader());
        try {
            step.run();
        } catch (Throwable any) {
            published(any);
        } finally {
            pin.close();
            loop.called(outer);
        }
        if (cut && Thread.interrupted()) {
            published(new InterruptedException());
        }
    }

    private void await(CompletionStage<Response> stage) {
        told = new AtomicBoolean();
        pend();
        try {
            stage.whenComplete(this);
        } catch (Throwable any) {
            accept(null, any);
        }
        if (cut) { // while the handler ran, which has returned a stage all the same
            loop.hop(this::endCut);
        }
    }

    /** The stage is complete. Any thread; a stage of the app's own making may say so twice. */
    @Override
    public void accept(@Nullable Response response, @Nullable Throwable failure) {
        if (told != null && told.compareAndSet(false, true)) {
            this.response = response;
            this.failure = failure;
            loop.hop(this);
        }
    }

    private void callOnThread(Route route, Runnable work) {
        if (loop.door.isFull()) {
            end(Refusal.UNAVAILABLE, null);
        } else {
            start(route, work);
        }
    }

    private void start(Route route, Runnable work) {
        Thread worker =
                Thread.ofVirtual()
                        .name(route.toString())
                        .inheritInheritableThreadLocals(false)
                        .unstarted(work);
        thread = worker;
        pend();
        try {
            worker.start();
        } catch (Throwable any) {
            failure = any;
            run();
        }
    }

    private void work(
            Generation generation, ClassLoader loader, Handler handler, RequestCall call) {
        Pin pin = loop.gate.lend(generation, loader);
        long from = weight > 0 ? System.nanoTime() : 0;
        try {
            Response answer = Entry.call(handler, call);
            took(from);
            response = goesOnHere(answer) ? new AnswerMaker(this, gzips).make(answer) : answer;
        } catch (Throwable any) {
            failure = any;
        } finally {
            pin.close();
        }
        loop.hop(this);
    }

    private boolean goesOnHere(@Nullable Response answer) {
        return answer != null && (loop.options.gzip() || answer.stream().isPresent());
    }

    private void workAsync(
            Generation generation, ClassLoader loader, AsyncHandler handler, RequestCall call) {
        CompletionStage<Response> stage = null;
        Pin pin = loop.gate.lend(generation, loader);
        try {
            stage = Entry.callAsync(handler, call);
        } catch (Throwable any) {
            failure = any;
        } finally {
            pin.close();
        }
        if (stage == null) {
            loop.hop(this);
            return;
        }
        loop.hop(this::returned);
        try {
            stage.whenComplete(this);
        } catch (Throwable any) {
            accept(null, any);
        }
    }

    /** The thread has ended and left a stage; on the loop. */
    private void returned() {
        thread = null;
        if (generation != null && (expired || cut)) {
            endWith(cut ? Refusal.UNAVAILABLE : Refusal.DEADLINE_PASSED);
        }
    }

    private void pend() {
        if (began == 0) {
            began = System.nanoTime();
            loop.door.began();
            loop.add(this);
        }
    }

    /** Whether an answer that a stage gave is not whole, and is now made; on the loop. */
    private boolean goesOn(@Nullable Response answer) {
        if (!goesOnHere(answer) || answer == null || made) {
            return false;
        }
        StreamedBody body = answer.stream().orElse(null);
        boolean published = body instanceof StreamedBody.Published;
        if (published && (connection == null || expired || isHead())) {
            return false;
        }
        if (body instanceof StreamedBody.Published(Flow.Publisher<ByteBuffer> parts)) {
            publish(answer, parts);
            return true;
        }
        Route declared = route;
        Generation held = generation;
        if (declared == null || held == null || (body == null && fitsLoop(answer))) {
            return false;
        }
        start(declared, () -> work(held, declared.loader(), _ -> answer, RequestCall.NONE));
        return true;
    }

    private boolean fitsLoop(Response answer) {
        return !gzips
                || answer.body().length <= Compression.MOST_LOOP_BYTES
                || !Compression.suits(answer);
    }

    private void publish(Response answer, Flow.Publisher<ByteBuffer> parts) {
        boolean suits = loop.options.gzip() && Compression.suits(answer);
        Response head = suits ? Compression.apply(answer, gzips) : answer;
        AnswerSubscriber subscriber =
                new AnswerSubscriber(this, head, new PartEncoder(suits && gzips));
        stream = subscriber.stream();
        pend();
        inModule(() -> parts.subscribe(subscriber));
    }

    /** A part of the answer's body. Any thread; parts of one answer one after another. */
    void send(AnswerStream from, ByteBuf part) {
        loop.hop(() -> part(from, part));
    }

    private void part(AnswerStream from, ByteBuf part) {
        Connection to = connection;
        stream = from;
        if (to != null && !begun) {
            begun = to.begin(from.head());
        }
        if (to == null || !begun) {
            part.release();
            from.gone();
        } else {
            from.write(to, part);
        }
    }

    /** A published body has ended, or one that was published. Any thread. */
    void published(@Nullable Throwable failure) {
        loop.hop(() -> {
            made = true;
            this.failure = failure;
            run();
        });
    }

    /** The body has been made on the worker. */
    void made() {
        made = true;
    }

    /** How often a stream's part has called the handler's code. Any thread, racy. */
    int steps() {
        return steps;
    }

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

    private void end(@Nullable Response response, @Nullable Throwable failure) {
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
    private void endWith(Response answer) {
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

    private void endCut() {
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
