package dev.midstream.runtime.upgrade.load;

import dev.midstream.api.Actor;
import dev.midstream.api.ActorType;
import dev.midstream.api.Actors;
import dev.midstream.api.AsyncHandler;
import dev.midstream.api.AsyncStreamHandler;
import dev.midstream.api.Handler;
import dev.midstream.api.Http;
import dev.midstream.api.Job;
import dev.midstream.api.Recording;
import dev.midstream.api.StreamHandler;
import dev.midstream.api.Wiring;
import dev.midstream.runtime.generation.DeclaredJob;
import dev.midstream.runtime.http.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Writes down what a module declares in {@code configure}. Used by one thread, then closed. */
final class WiringRecorder implements Wiring, Http {

    /** Jobs that one module may declare. */
    private static final int MOST_JOBS = 1_000;

    private final String module;
    private final String subject;
    private final ClassLoader loader;
    private final List<Route> routes = new ArrayList<>();
    private final Map<String, DeclaredJob> jobs = new LinkedHashMap<>();
    private final List<Actor<?, ?>> actors = new ArrayList<>();
    private boolean closed;

    WiringRecorder(String module, String subject, ClassLoader loader) {
        this.module = module;
        this.subject = subject;
        this.loader = loader;
    }

    /** Ends the declaring: nothing can be added any more. */
    void close() {
        closed = true;
    }

    /** The routes that were declared. */
    List<Route> routes() {
        return List.copyOf(routes);
    }

    /** The jobs that were declared. */
    List<DeclaredJob> jobs() {
        return List.copyOf(jobs.values());
    }

    /** The actors that were declared. */
    List<Actor<?, ?>> actors() {
        return List.copyOf(actors);
    }

    @Override
    public void actor(Actor<?, ?> actor) {
        checkOpen();
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
        return change("deadline " + deadline, route -> route.deadline(deadline));
    }

    @Override
    public Http record(Recording recording) {
        return change("record " + recording, route -> route.recorded(recording == Recording.ON));
    }

    @Override
    public Http redact(String path) {
        return change("redact " + path, route -> route.redact(path));
    }

    @Override
    public Http replayable() {
        return change("replayable", Route::replayable);
    }

    private Http change(String what, UnaryOperator<Route> change) {
        checkOpen();
        if (routes.isEmpty()) {
            throw new IllegalStateException(what + " before any route: declare the route first");
        }
        routes.set(routes.size() - 1, change.apply(routes.getLast()));
        return this;
    }

    @Override
    public void every(String name, Duration period, Job job) {
        Objects.requireNonNull(job, "job");
        checkOpen();
        if (name.isBlank()) {
            throw new IllegalArgumentException("a job's name must not be empty");
        }
        if (period.compareTo(DeclaredJob.SHORTEST) < 0
                || period.compareTo(DeclaredJob.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "job '" + name + "': a period from 1 ms to 366 days expected, not " + period);
        }
        if (jobs.size() >= MOST_JOBS) {
            throw new IllegalArgumentException(
                    "job '" + name + "': a module declares at most " + MOST_JOBS + " jobs");
        }
        DeclaredJob declared = new DeclaredJob(module, subject, name, period, loader, job);
        if (jobs.putIfAbsent(name, declared) != null) {
            throw new IllegalArgumentException(
                    "job '" + name + "' is declared twice; give each a name of its own");
        }
    }

    @Override
    public <M> void every(String name, Duration period, Actors<M> actors, String key, M message) {
        Objects.requireNonNull(actors, "actors");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(message, "message");
        every(name, period, () -> actors.tell(key, message));
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "wiring of '" + module + "' is used after configure has returned");
        }
    }

    private Http add(String method, String path, Route.Handling handling) {
        checkOpen();
        routes.add(Route.of(method, path, module, loader, handling));
        return this;
    }
}
