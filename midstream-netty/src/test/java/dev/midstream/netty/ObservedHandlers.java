package dev.midstream.netty;

import static dev.midstream.netty.Doors.blocking;
import static dev.midstream.netty.Doors.nonBlocking;

import dev.midstream.api.Call;
import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Generation;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Handlers of all kinds that wait, fail and answer as a test says, and tell what they saw. */
final class ObservedHandlers {

    /** Handlers wait here until the test lets them go. */
    final Semaphore go = new Semaphore(0);

    final CountDownLatch inside = new CountDownLatch(1);
    final CompletableFuture<Response> stage = new CompletableFuture<>();
    final AtomicBoolean interrupted = new AtomicBoolean();
    final AtomicReference<@Nullable Call> kept = new AtomicReference<>();

    final Generation generation =
            Doors.generation(
                    1,
                    blocking("GET", "/wait", this::waiting),
                    blocking("GET", "/stubborn", this::stubborn),
                    blocking("POST", "/keep", this::keep),
                    blocking("GET", "/throws", call -> failing()),
                    blocking("GET", "/null", call -> nothing()),
                    blocking("GET", "/where", call -> Response.text(where())),
                    nonBlocking("GET", "/where-fast", call -> done(Response.text(where()))),
                    nonBlocking("GET", "/later", call -> later()),
                    nonBlocking("GET", "/stuck", call -> done(waiting(call))),
                    nonBlocking("GET", "/throws-fast", call -> failing()),
                    nonBlocking("GET", "/null-fast", call -> nothing()),
                    nonBlocking("GET", "/null-later", call -> done(nothing())),
                    nonBlocking(
                            "GET",
                            "/fails-later",
                            call -> CompletableFuture.failedFuture(new IOException("gone"))),
                    nonBlocking(
                            "GET",
                            "/minimal",
                            call -> CompletableFuture.completedStage(Response.text("minimal"))));

    private Response waiting(Call call) throws InterruptedException {
        inside.countDown();
        try {
            go.acquire();
        } catch (InterruptedException asked) {
            interrupted.set(true);
            throw asked;
        }
        return Response.text("waited");
    }

    private Response stubborn(Call call) {
        inside.countDown();
        go.acquireUninterruptibly();
        interrupted.set(Thread.currentThread().isInterrupted());
        return Response.text("at last");
    }

    private Response keep(Call call) {
        kept.set(call);
        return Response.status(202);
    }

    private CompletionStage<Response> later() {
        inside.countDown();
        return stage;
    }

    private static CompletionStage<Response> done(Response response) {
        return CompletableFuture.completedFuture(response);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // fits any handler
    private static <T> T failing() {
        throw new IllegalStateException("thrown on purpose by a test");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what an app might return
    private static <T> T nothing() {
        return null;
    }

    @SuppressWarnings("ReferenceEquality") // this very loader
    private static String where() {
        Thread thread = Thread.currentThread();
        return thread.isVirtual()
                + " "
                + thread.getName()
                + " "
                + (thread.getContextClassLoader() == Doors.class.getClassLoader());
    }
}
