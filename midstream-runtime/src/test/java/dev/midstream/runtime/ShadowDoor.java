package dev.midstream.runtime;

import dev.midstream.api.Call;
import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.LoopEntrance;
import dev.midstream.runtime.generation.Pin;
import dev.midstream.runtime.generation.ReplayDoor;
import dev.midstream.runtime.http.Entry;
import dev.midstream.runtime.http.Match;
import dev.midstream.runtime.http.Route;
import dev.midstream.runtime.record.RequestSample;
import dev.midstream.runtime.record.Reservoir;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A door without a socket: takes requests by a method call, and keeps them all. */
final class ShadowDoor implements ReplayDoor {

    private final Gate gate;
    private final LoopEntrance entrance;
    private final Reservoir<RequestSample> kept = new Reservoir<>();
    final AtomicLong replays = new AtomicLong();

    ShadowDoor(Gate gate) {
        this.gate = gate;
        this.entrance = gate.claimLoop();
        gate.register(this);
    }

    /** What the current generation answers. */
    String get(String path) throws Exception {
        Generation generation = entrance.enter();
        try {
            Route route = route(generation, path).orElseThrow();
            RequestSample sample = new RequestSample("GET", path, List.of(), new byte[0], 200, 1);
            kept.add(route.kind(), 1_000, false, sample);
            return new String(
                    call(generation, route).body(), java.nio.charset.StandardCharsets.UTF_8);
        } finally {
            entrance.exit(generation);
        }
    }

    private static Optional<Route> route(Generation generation, String path) {
        return generation.router().match("GET", path) instanceof Match.Found hit
                ? Optional.of(hit.route())
                : Optional.empty();
    }

    private Response call(Generation generation, Route route) throws Exception {
        try (Pin _ = gate.lend(generation, route.loader())) {
            return switch (route.handling()) {
                case Route.Blocking(var handler) -> Entry.call(handler, new NoCall());
                case Route.NonBlocking _, Route.Streaming _, Route.NonBlockingStreaming _ ->
                        throw new AssertionError("the test's routes block");
            };
        }
    }

    @Override
    public List<Reservoir.Kind<RequestSample>> requests() {
        return kept.kinds();
    }

    @Override
    public int replay(Generation shadow, RequestSample request) throws Exception {
        replays.incrementAndGet();
        Optional<Route> route = route(shadow, request.target());
        return route.isPresent() ? call(shadow, route.get()).status() : 0;
    }

    private static final class NoCall implements Call {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String path() {
            return "/";
        }

        @Override
        public String path(String name) {
            throw new IllegalArgumentException(name);
        }

        @Override
        public Optional<String> query(String name) {
            return Optional.empty();
        }

        @Override
        public List<String> queries(String name) {
            return List.of();
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }

        @Override
        public List<String> headers(String name) {
            return List.of();
        }

        @Override
        public byte[] body() {
            return new byte[0];
        }

        @Override
        public String text() {
            return "";
        }
    }
}
