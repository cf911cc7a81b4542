package dev.midstream.netty;

import dev.midstream.api.AsyncHandler;
import dev.midstream.api.AsyncStreamHandler;
import dev.midstream.api.Handler;
import dev.midstream.api.Response;
import dev.midstream.api.StreamHandler;
import dev.midstream.api.StreamedBody;
import dev.midstream.runtime.actor.Answer;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Pin;
import dev.midstream.runtime.http.Entry;
import dev.midstream.runtime.http.Match;
import dev.midstream.runtime.http.Route;
import io.netty.buffer.ByteBuf;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One request from its dispatch to the end of its work: how its handler is called, and how its
 * answer is made. Confined to its loop, but for the end.
 */
final class Exchange extends ExchangeEnd
        implements BiConsumer<@Nullable Response, @Nullable Throwable> {

    private int steps;

    /** Whether nothing of a streamed answer is left to be made. */
    private boolean made;

    private @Nullable AtomicBoolean told;

    Exchange(
            DoorLoop loop,
            Connection connection,
            Generation generation,
            Route route,
            String method,
            String path,
            boolean gzips) {
        super(loop, connection, generation, route, method, path, gzips);
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
    @Override
    boolean goesOn(@Nullable Response answer) {
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
}
