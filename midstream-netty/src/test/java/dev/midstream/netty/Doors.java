package dev.midstream.netty;

import dev.midstream.api.AsyncHandler;
import dev.midstream.api.AsyncStreamHandler;
import dev.midstream.api.Handler;
import dev.midstream.api.StreamHandler;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.http.Route;
import dev.midstream.runtime.http.Router;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the door's tests have in common. */
final class Doors {

    /** More than anything in these tests takes, however busy the machine. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Doors() {}

    static Generation generation(int number, Route... routes) {
        try {
            return new Generation(
                    number,
                    "test-" + number,
                    List.of(),
                    Router.of(Arrays.asList(routes)),
                    List.of());
        } catch (Refused refused) {
            throw new AssertionError(refused);
        }
    }

    static Route blocking(String method, String path, Handler handler) {
        return Route.of(method, path, "web", loader(), new Route.Blocking(handler));
    }

    static Route nonBlocking(String method, String path, AsyncHandler handler) {
        return Route.of(method, path, "web", loader(), new Route.NonBlocking(handler));
    }

    static Route streaming(String method, String path, StreamHandler handler) {
        return Route.of(method, path, "web", loader(), new Route.Streaming(handler));
    }

    static Route nonBlockingStreaming(String method, String path, AsyncStreamHandler handler) {
        return Route.of(method, path, "web", loader(), new Route.NonBlockingStreaming(handler));
    }

    private static ClassLoader loader() {
        return Doors.class.getClassLoader();
    }

    static HttpDoorOptions options() {
        return HttpDoorOptions.defaults().port(0).loops(2);
    }

    /** Waits for a condition that comes true by itself. */
    static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
