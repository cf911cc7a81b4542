package dev.midstream.runtime.upgrade.load;

import dev.midstream.api.AsyncHandler;
import dev.midstream.api.AsyncStreamHandler;
import dev.midstream.api.Handler;
import dev.midstream.api.Http;
import dev.midstream.api.StreamHandler;
import dev.midstream.api.Wiring;
import dev.midstream.runtime.http.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes down what a module declares in {@code configure}. Used by one thread, then closed. */
final class RouteRecorder implements Wiring, Http {

    private final String module;
    private final ClassLoader loader;
    private final List<Route> routes = new ArrayList<>();
    private boolean closed;

    RouteRecorder(String module, ClassLoader loader) {
        this.module = module;
        this.loader = loader;
    }

    /** What was declared; nothing can be added any more. */
    List<Route> close() {
        closed = true;
        return List.copyOf(routes);
    }

    @Override
    public String module() {
        return module;
    }

    @Override
    public Http http() {
        return this;
    }

    @Override
    public Http route(String method, String path, Handler handler) {
        Objects.requireNonNull(handler, "handler");
        return add(method, path, new Route.Blocking(handler));
    }

    @Override
    public Http routeAsync(String method, String path, AsyncHandler handler) {
        Objects.requireNonNull(handler, "handler");
        return add(method, path, new Route.NonBlocking(handler));
    }

    @Override
    public Http routeStream(String method, String path, StreamHandler handler) {
        Objects.requireNonNull(handler, "handler");
        return add(method, path, new Route.Streaming(handler));
    }

    @Override
    public Http routeStreamAsync(String method, String path, AsyncStreamHandler handler) {
        Objects.requireNonNull(handler, "handler");
        return add(method, path, new Route.NonBlockingStreaming(handler));
    }

    @Override
    public Http deadline(Duration deadline) {
        requireOpen();
        if (routes.isEmpty()) {
            throw new IllegalStateException(
                    "deadline " + deadline + " before any route: declare the route first");
        }
        routes.set(routes.size() - 1, routes.getLast().deadline(deadline));
        return this;
    }

    private Http add(String method, String path, Route.Handling handling) {
        requireOpen();
        routes.add(Route.of(method, path, module, loader, handling));
        return this;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "wiring of '" + module + "' is used after configure has returned");
        }
    }
}
