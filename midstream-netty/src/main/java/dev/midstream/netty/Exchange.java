package dev.midstream.netty;

import dev.midstream.api.AsyncHandler;
import dev.midstream.api.Handler;
import dev.midstream.api.Overloaded;
import dev.midstream.api.Response;
import dev.midstream.runtime.actor.Answer;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Held;
import dev.midstream.runtime.generation.Pin;
import dev.midstream.runtime.http.Match;
import dev.midstream.runtime.http.Route;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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
 *   request deadline, blocking         504, interrupt    when the thread ends
 *   request deadline, non-blocking     504               now
 *   drain or stop cuts, blocking       when thread ends  when the thread ends
 *   drain or stop cuts, non-blocking   503               now
 *   client gone                        none              as if the client were there
 *
 * A client that goes away interrupts nothing: a handler that was half way through an order is
 * better finished than torn, and the request deadline bounds it either way.
 *
 * `connection` becomes null with the answer, `generation` with the pin; both are written by the
 * event loop only, so each happens once. A drain reads `generation` and `route` racily: it may name
 * work that has just ended, never work of another generation.
 */
/** One request from its dispatch to the end of its work. Confined to its loop, but for the end. */
final class Exchange implements Runnable, BiConsumer<@Nullable Response, @Nullable Throwable> {

    private static final int LONGEST_PATH_SHOWN = 80;

    private final DoorLoop loop;
    private final Object peer;
    private final String method;
    private final String path;

    private @Nullable Connection connection;
    private @Nullable Generation generation;
    private @Nullable Route route;
    private boolean expired;
    private long began;

    private volatile @Nullable Thread thread;
    private volatile boolean cut;

    /** The outcome, written by whoever ends the work, before it hops to the loop. */
    private @Nullable Response response;

    private @Nullable Throwable failure;
    private @Nullable AtomicBoolean told;

    Exchange(
            DoorLoop loop,
            Connection connection,
            Generation generation,
            Route route,
            String method,
            String path) {
        this.loop = loop;
        this.connection = connection;
        this.peer = connection.peer();
        this.generation = generation;
        this.route = route;
        this.method = method;
        this.path = path;
    }

    /** The nanoTime at which work began that outlives the loop's turn. */
    long began() {
        return began;
    }

    /** Calls the handler. The exchange may have ended when this returns. */
    void call(Generation generation, Match.Found found, RequestCall call) {
        switch (found.route().handling()) {
            case Route.NonBlocking(AsyncHandler handler) ->
                    callAsync(generation, found.route(), handler, call);
            case Route.Blocking(Handler handler) ->
                    callOnThread(
                            found.route(),
                            () -> work(generation, found.route().loader(), handler, call));
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

    private void callHere(
            Generation generation, ClassLoader loader, AsyncHandler handler, RequestCall call) {
        CompletionStage<Response> stage = null;
        Throwable thrown = null;
        loop.called(this);
        Pin pin = loop.gate.lend(generation, loader);
        try {
            stage = handler.handle(call);
        } catch (Throwable any) {
            thrown = any;
        } finally {
            pin.close();
            loop.called(null);
        }
        if (cut && Thread.interrupted()) {
            thrown = thrown == null ? new InterruptedException() : thrown;
        }
        if (stage == null) {
            end(null, thrown);
        } else if ((stage.getClass() == CompletableFuture.class || stage.getClass() == Answer.class)
                && ((CompletableFuture<Response>) stage).state() == Future.State.SUCCESS) {
            end(((CompletableFuture<Response>) stage).resultNow(), null);
        } else {
            await(stage);
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
            return;
        }
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
        try {
            response = handler.handle(call);
        } catch (Throwable any) {
            failure = any;
        } finally {
            pin.close();
        }
        loop.hop(this);
    }

    private void workAsync(
            Generation generation, ClassLoader loader, AsyncHandler handler, RequestCall call) {
        CompletionStage<Response> stage = null;
        Pin pin = loop.gate.lend(generation, loader);
        try {
            stage = handler.handle(call);
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
        began = System.nanoTime();
        loop.door.began();
        loop.add(this);
    }

    /** The work has ended; on the loop. */
    @Override
    public void run() {
        if (generation == null) {
            return;
        }
        loop.remove(this);
        thread = null;
        Connection waiting = connection;
        end(response, failure);
        response = null;
        failure = null;
        if (waiting != null) {
            waiting.goOn();
        }
    }

    private void end(@Nullable Response response, @Nullable Throwable failure) {
        try {
            Response answer = response != null && failure == null ? response : failed(failure);
            Connection waiting = connection;
            connection = null;
            if (waiting != null) {
                waiting.answer(answer);
            }
        } finally {
            release();
        }
    }

    private Response failed(@Nullable Throwable failure) {
        if (cut) {
            return Refusal.UNAVAILABLE;
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

    /** The request deadline has passed; on the loop. */
    void expire() {
        if (expired || generation == null) {
            return;
        }
        expired = true;
        loop.door.log().late(String.valueOf(route), loop.options.timeouts().request().toMillis());
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
            if (waiting != null) {
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
        Route declared = route;
        String shown =
                path.length() <= LONGEST_PATH_SHOWN
                        ? path
                        : path.substring(0, LONGEST_PATH_SHOWN) + "…";
        Thread worker = loop.called() == this ? loop.thread() : thread;
        long seconds = began == 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        return method
                + " "
                + shown
                + (declared == null ? "" : " of " + declared.module())
                + ", "
                + seconds
                + " s, from "
                + Connection.text(peer)
                + (expired ? ", answered with 504" : "")
                + (worker == null ? ", waiting for its stage" : " at " + where(worker));
    }

    /** The first frame that is the app's; else the top one. */
    private static String where(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        for (StackTraceElement frame : stack) {
            String module = frame.getModuleName();
            if (module == null || !(module.startsWith("java.") || module.startsWith("jdk."))) {
                return frame.toString();
            }
        }
        return stack.length == 0 ? "(no frame)" : stack[0].toString();
    }
}
