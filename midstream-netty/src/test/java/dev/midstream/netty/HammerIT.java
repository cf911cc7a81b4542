package dev.midstream.netty;

import static dev.midstream.netty.Doors.blocking;
import static dev.midstream.netty.Doors.eventually;
import static dev.midstream.netty.Doors.nonBlocking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.http.Route;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every odd ending at once, while generations change: each pin is let go exactly once. */
class HammerIT {

    private static final int CLIENTS = 6;
    private static final int TURNS = 150;

    private static Route[] routes(int number) {
        Response mine = Response.text("generation " + number);
        return new Route[] {
            nonBlocking("GET", "/now", call -> CompletableFuture.completedFuture(mine)),
            nonBlocking(
                    "GET",
                    "/soon",
                    call ->
                            CompletableFuture.supplyAsync(
                                    () -> mine,
                                    CompletableFuture.delayedExecutor(3, TimeUnit.MILLISECONDS))),
            nonBlocking("GET", "/never", call -> new CompletableFuture<>()),
            blocking(
                    "GET",
                    "/block",
                    call -> {
                        Thread.sleep(3);
                        return mine;
                    }),
            blocking(
                    "GET",
                    "/hang",
                    call -> {
                        Thread.sleep(60_000);
                        return mine;
                    }),
            blocking(
                    "GET",
                    "/throw",
                    call -> {
                        throw new IOException("thrown on purpose by a test");
                    })
        };
    }

    @Test
    void eachPinIsLetGoExactlyOnceHoweverARequestEnds() throws Exception {
        List<Generation> all = new ArrayList<>();
        all.add(Doors.generation(1, routes(1)));
        Gate gate = new Gate(all.getFirst());
        HttpDoorOptions options =
                Doors.options()
                        .timeouts(
                                HttpDoorOptions.Timeouts.defaults().request(Duration.ofMillis(60)));
        try (HttpDoor door = HttpDoor.open(gate, options);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int seed = i;
                running.add(clients.submit(() -> hammer(door, new Random(seed))));
            }
            Random random = new Random(99);
            while (running.stream().anyMatch(client -> !client.isDone())) {
                Generation next = Doors.generation(all.size() + 1, routes(all.size() + 1));
                Generation before = gate.switchTo(next);
                all.add(next);
                if (random.nextInt(4) == 0) {
                    gate.held(before).forEach(held -> held.interrupt().run());
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(20));
            }
            for (Future<?> client : running) {
                client.get();
            }
            for (Generation generation : all) {
                eventually(generation + " drained", generation::drained);
                assertThat(generation.held()).isZero();
                assertThat(gate.held(generation)).isEmpty();
            }
            assertThat(all).hasSizeGreaterThan(10);
        }
        assertThat(all).allMatch(generation -> generation.held() == 0);
    }

    private static int hammer(HttpDoor door, Random random) throws IOException {
        String[] paths = {"/now", "/soon", "/never", "/block", "/hang", "/throw", "/nowhere"};
        for (int turn = 0; turn < TURNS; turn++) {
            StringBuilder requests = new StringBuilder();
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                requests.append("GET ")
                        .append(paths[random.nextInt(paths.length)])
                        .append(" HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            try (RawClient client = new RawClient(door.address())) {
                client.send(requests.toString());
                switch (random.nextInt(5)) {
                    case 0 -> client.reset();
                    case 1 -> client.finish().rest();
                    case 2 -> client.send("GET / HTTP/1.1\r\nbroken\r\n\r\n").rest();
                    case 3 -> assertThat(client.answer()).startsWith("HTTP/1.1 ");
                    default -> {
                        for (int i = 0; i < count; i++) {
                            assertThat(client.answer()).startsWith("HTTP/1.1 ");
                        }
                    }
                }
            }
        }
        return TURNS;
    }

    /** Stands for a module: its route, its handler and its generation are reachable through it. */
    private static final class Module {
        final byte[] ballast = new byte[1000];
    }

    private static Generation withModule(int number, Module module) {
        return Doors.generation(
                number,
                nonBlocking(
                        "GET",
                        "/now",
                        call ->
                                CompletableFuture.completedFuture(
                                        Response.text("n" + module.ballast.length))),
                nonBlocking(
                        "GET",
                        "/soon",
                        call ->
                                CompletableFuture.supplyAsync(
                                        () -> Response.text("s" + module.ballast.length))),
                blocking("GET", "/block", call -> Response.text("b" + module.ballast.length)),
                blocking(
                        "GET",
                        "/throw",
                        call -> {
                            throw new IOException(
                                    "thrown on purpose by a test" + module.ballast.length);
                        }));
    }

    @Test
    void idleConnectionsKeepNoGeneration() throws Exception {
        Gate gate = new Gate(Doors.generation(1));
        List<RawClient> clients = new ArrayList<>();
        try (HttpDoor door = HttpDoor.open(gate, Doors.options())) {
            WeakReference<Module> module = serve(door, gate, clients);
            eventually(
                    "the module is collected while its connections stay open",
                    () -> {
                        System.gc();
                        return module.get() == null;
                    });
            for (RawClient client : clients) {
                client.send("GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(client.answer()).startsWith("HTTP/1.1 404 ");
                client.close();
            }
        }
    }

    private static WeakReference<Module> serve(HttpDoor door, Gate gate, List<RawClient> clients)
            throws IOException {
        Module module = new Module();
        Generation generation = withModule(2, module);
        gate.switchTo(generation);
        for (String path : new String[] {"/now", "/soon", "/block", "/throw", "/nowhere"}) {
            RawClient client = new RawClient(door.address());
            clients.add(client);
            for (int i = 0; i < 5; i++) {
                client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(client.answer()).startsWith("HTTP/1.1 ");
            }
        }
        gate.switchTo(Doors.generation(3));
        eventually("drained", generation::drained);
        return new WeakReference<>(module);
    }
}
