package dev.midstream.runtime.upgrade.load;

import dev.midstream.api.Actor;
import dev.midstream.api.ActorType;
import dev.midstream.api.AsyncHandler;
import dev.midstream.api.Handler;
import dev.midstream.api.Http;
import dev.midstream.api.Wiring;
import dev.midstream.runtime.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes down what a module declares in {@code configure}. Used by one thread, then closed. */
final class RouteRecorder implements Wiring, Http {

    private final String module;
    private final ClassLoader loader;
    private final List<Route> routes = new ArrayList<>();
    private final List<Actor<?, ?>> actors = new ArrayList<>();
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

    /** The actors that were declared. */
    List<Actor<?, ?>> actors() {
        return List.copyOf(actors);
    }

    @Override
    public void actor(Actor<?, ?> actor) {
        if (closed) {
            throw new IllegalStateException(
                    "wiring of '" + module + "' is used after configure has returned");
        }
        Class<?> type = actor.getClass();
        if (!type.isAnnotationPresent(ActorType.class)) {
            throw new IllegalArgumentException(
                    "actor " + type.getName() + " has no @ActorType; give its class a name");
        }
        if (actors.stream().anyMatch(known -> known.getClass() == type)) {
            throw new IllegalArgumentException(
                    "actor " + type.getName() + " is declared twice; declare it once");
        }
        actors.add(actor);
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

    private Http add(String method, String path, Route.Handling handling) {
        if (closed) {
            throw new IllegalStateException(
                    "wiring of '" + module + "' is used after configure has returned");
        }
        routes.add(Route.of(method, path, module, loader, handling));
        return this;
    }
}
