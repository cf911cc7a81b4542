package dev.midstream.netty;

import static dev.midstream.netty.Doors.blocking;
import static dev.midstream.netty.Doors.eventually;
import static dev.midstream.netty.Doors.nonBlocking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.api.Call;
import dev.midstream.api.Response;
import dev.midstream.runtime.finding.MidstreamException;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Held;
import dev.midstream.runtime.http.Route;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a request between its dispatch and its end: pins, deadlines, drains, stops. */
class ExchangeIT {

    private static final Duration SHORT = Duration.ofMillis(200);

    private final ObservedHandlers handlers = new ObservedHandlers();
    private final Generation generation = handlers.generation;
    private final Gate gate = new Gate(generation);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpDoor door = open(Doors.options());

    private HttpDoor open(HttpDoorOptions options) {
        try {
            return HttpDoor.open(gate, options);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void reopen(HttpDoorOptions options) {
        door.close();
        door = open(options);
    }

    @AfterEach
    void eachPinIsLetGoOnce() {
        handlers.go.release(1000);
        handlers.stage.complete(Response.text("late"));
        door.close(Doors.PATIENCE);
        http.close();
        assertThat(generation.held()).isZero();
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + door.address().getPort() + path))
                        .timeout(Doors.PATIENCE)
                        .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private void switchAway() {
        gate.switchTo(Doors.generation(2, blocking("GET", "/wait", call -> Response.text("two"))));
    }

    @Test
    void blockingHandlersRunOnANamedVirtualThreadOthersOnTheLoop() {
        assertThat(get("/where").join().body()).isEqualTo("true GET /where of web true");
        assertThat(get("/where-fast").join().body()).startsWith("false midstream-http-");
        assertThat(get("/minimal").join().body()).isEqualTo("minimal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/throws",
                "/null",
                "/throws-fast",
                "/null-fast",
                "/null-later",
                "/fails-later"
            })
    void failingHandlerIsAnsweredWith500AndTheConnectionKept(String path) throws IOException {
        try (RawClient client = new RawClient(door.address())) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(raw(path)).answer())
                        .startsWith("HTTP/1.1 500 ")
                        .doesNotContain("Connection:");
            }
        }
    }

    @Test
    void requestIsPinnedUntilItsAnswer() throws InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = get("/wait");
        handlers.inside.await();
        assertThat(generation.held()).isEqualTo(1);
        switchAway();
        assertThat(generation.drained()).isFalse();
        assertThat(get("/wait").join().body()).isEqualTo("two");
        handlers.go.release();
        assertThat(answer.join().body()).isEqualTo("waited");
        eventually("drained", generation::drained);
    }

    @Test
    void stageIsAwaitedOffTheLoopAndAnsweredOnIt() throws InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = get("/later");
        handlers.inside.await();
        switchAway();
        assertThat(generation.held()).isEqualTo(1);
        handlers.stage.complete(Response.text("then"));
        assertThat(answer.join().body()).isEqualTo("then");
        eventually("drained", generation::drained);
    }

    @Test
    void blockingRequestPastItsDeadlineIsInterruptedAndHeldUntilItsThreadEnds()
            throws InterruptedException {
        reopen(Doors.options().timeouts(HttpDoorOptions.Timeouts.defaults().request(SHORT)));
        CompletableFuture<HttpResponse<String>> answer = get("/stubborn");
        handlers.inside.await();
        assertThat(answer.join().statusCode()).isEqualTo(504);
        assertThat(generation.held()).isEqualTo(1);
        assertThat(gate.held(generation))
                .singleElement()
                .extracting(Held::description)
                .asString()
                .contains("GET /stubborn of web, ")
                .contains("answered with 504")
                .contains(ObservedHandlers.class.getName());
        handlers.go.release();
        eventually("drained", generation::drained);
        assertThat(handlers.interrupted).isTrue();
    }

    @Test
    void deadlineOfARouteCountsInsteadOfTheDoors() {
        Route shorter = nonBlocking("GET", "/never", call -> new CompletableFuture<>());
        Route longer =
                blocking(
                        "GET",
                        "/longer",
                        call -> {
                            handlers.go.tryAcquire(4 * SHORT.toMillis(), TimeUnit.MILLISECONDS);
                            return Response.text("in time");
                        });
        Generation next =
                Doors.generation(
                        2,
                        shorter.deadline(SHORT),
                        longer.deadline(Doors.PATIENCE),
                        nonBlocking("GET", "/doors", call -> new CompletableFuture<>()));
        gate.switchTo(next);
        assertThat(get("/never").join().statusCode()).isEqualTo(504);
        reopen(Doors.options().timeouts(HttpDoorOptions.Timeouts.defaults().request(SHORT)));
        assertThat(get("/doors").join().statusCode()).isEqualTo(504);
        assertThat(get("/longer").join().body()).isEqualTo("in time");
        assertThat(next.held()).isZero();
    }

    @Test
    void nonBlockingRequestPastItsDeadlineIsLetGo() {
        reopen(Doors.options().timeouts(HttpDoorOptions.Timeouts.defaults().request(SHORT)));
        assertThat(get("/later").join().statusCode()).isEqualTo(504);
        eventually("drained", generation::drained);
        handlers.stage.complete(Response.text("too late"));
        assertThat(get("/minimal").join().statusCode()).isEqualTo(200);
    }

    @Test
    void drainNamesAndInterruptsABlockingRequestWhichIsAnsweredWith503()
            throws InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = get("/wait");
        handlers.inside.await();
        List<Held> held = gate.held(generation);
        assertThat(held).hasSize(1);
        assertThat(held.getFirst().description())
                .matches(
                        "GET /wait of web, \\d+ s, from 127\\.0\\.0\\.1:\\d+ at "
                                + ".*ObservedHandlers\\.waiting\\(ObservedHandlers\\.java:\\d+\\)");
        assertThat(gate.held(Doors.generation(9))).isEmpty();
        held.getFirst().interrupt().run();
        assertThat(answer.join().statusCode()).isEqualTo(503);
        assertThat(answer.join().headers().firstValue("Retry-After")).contains("1");
        assertThat(handlers.interrupted).isTrue();
        eventually("drained", generation::drained);
    }

    @Test
    void drainEndsANonBlockingRequestWith503() throws InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = get("/later");
        handlers.inside.await();
        // For a moment between the handler's return and the wait for its stage it is in no list.
        eventually("it is held", () -> !gate.held(generation).isEmpty());
        gate.held(generation).forEach(held -> held.interrupt().run());
        assertThat(answer.join().statusCode()).isEqualTo(503);
        eventually("drained", generation::drained);
    }

    @Test
    void handlerThatBlocksItsLoopIsNamedAndInterrupted() throws InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = get("/stuck");
        handlers.inside.await();
        eventually(
                "it waits",
                () ->
                        gate.held(generation).stream()
                                .anyMatch(held -> held.description().contains(".waiting(")));
        gate.held(generation).forEach(held -> held.interrupt().run());
        assertThat(answer.join().statusCode()).isEqualTo(503);
        eventually("drained", generation::drained);
        assertThat(get("/minimal").join().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/wait", "/later"})
    void clientThatGoesAwayInterruptsNothing(String path) throws Exception {
        RawClient client = new RawClient(door.address()).send(raw(path));
        handlers.inside.await();
        client.reset();
        assertThat(get("/minimal").join().statusCode()).isEqualTo(200);
        assertThat(generation.held()).isEqualTo(1);
        handlers.go.release();
        handlers.stage.complete(Response.text("nobody listens"));
        eventually("drained", generation::drained);
        assertThat(handlers.interrupted).isFalse();
    }

    @Test
    void callIsValidBeyondItsAnswer() throws IOException {
        try (RawClient client = new RawClient(door.address())) {
            client.send(
                    "POST /keep?a=%31 HTTP/1.1\r\nHost: x\r\nX-One: 1\r\nx-one: 2\r\n"
                            + "Content-Length: 3\r\n\r\nabc");
            assertThat(client.answer()).startsWith("HTTP/1.1 202 ");
            client.send("POST /nowhere HTTP/1.1\r\nHost: yyyyyyyyy\r\nContent-Length: 1\r\n\r\nz");
            client.answer();
        }
        Call call = Objects.requireNonNull(handlers.kept.get());
        assertThat(call.text()).isEqualTo("abc");
        assertThat(call.header("HOST")).contains("x");
        assertThat(call.headers("X-ONE")).containsExactly("1", "2");
        assertThat(call.query("a")).contains("1");
        assertThat(call.query("b")).isEmpty();
        assertThatThrownBy(() -> call.path("id"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id");
    }

    @Test
    void moreRequestsThanTheLimitAreAnsweredWith503() throws InterruptedException {
        reopen(Doors.options().limits(HttpDoorOptions.Limits.defaults().requests(1)));
        CompletableFuture<HttpResponse<String>> first = get("/wait");
        handlers.inside.await();
        HttpResponse<String> second = get("/wait").join();
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.headers().firstValue("Retry-After")).contains("1");
        assertThat(get("/where-fast").join().statusCode()).isEqualTo(200);
        handlers.go.release();
        assertThat(first.join().statusCode()).isEqualTo(200);
    }

    @Test
    void moreConnectionsThanTheLimitAreAnsweredWith503AndClosed() throws IOException {
        reopen(Doors.options().limits(HttpDoorOptions.Limits.defaults().connections(1)));
        try (RawClient first = new RawClient(door.address()).send(raw("/minimal"))) {
            assertThat(first.answer()).endsWith("minimal");
            try (RawClient second = new RawClient(door.address()).send(raw("/minimal"))) {
                assertThat(second.rest())
                        .startsWith("HTTP/1.1 503 ")
                        .contains("Retry-After: 1\r\n");
            }
            assertThat(first.send(raw("/minimal")).answer()).endsWith("minimal");
        }
    }

    @Test
    void slowClientsAreAnsweredWith408AndIdleOnesClosed() throws IOException {
        reopen(
                Doors.options()
                        .timeouts(
                                HttpDoorOptions.Timeouts.defaults()
                                        .head(SHORT)
                                        .body(SHORT)
                                        .idle(SHORT)));
        try (RawClient idle = new RawClient(door.address());
                RawClient head = new RawClient(door.address()).send("GET /minimal HT");
                RawClient body =
                        new RawClient(door.address())
                                .send(
                                        "POST /keep HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na")) {
            assertThat(idle.rest()).isEmpty();
            assertThat(head.rest()).startsWith("HTTP/1.1 408 ");
            assertThat(body.rest()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void stopAnswersWhatIsWorkedOnAndClosesTheRest() throws Exception {
        reopen(Doors.options().loops(1)); // one loop, so that all see the stop at once
        try (RawClient idle = new RawClient(door.address()).send(raw("/minimal"));
                RawClient half = new RawClient(door.address()).send("GET /minimal HTTP/1.1\r\n");
                RawClient busy = new RawClient(door.address()).send(raw("/wait") + raw("/wait"))) {
            idle.answer();
            handlers.inside.await();
            CompletableFuture<List<String>> cut =
                    CompletableFuture.supplyAsync(() -> door.close(Doors.PATIENCE));
            assertThat(idle.rest()).isEmpty();
            half.send("Host: x\r\n\r\n");
            assertThat(half.rest()).startsWith("HTTP/1.1 503 ").contains("Connection: close\r\n");
            assertThat(cut).isNotDone();
            handlers.go.release();
            assertThat(busy.rest()).contains("Connection: close\r\n").endsWith("waited");
            assertThat(cut.get(Doors.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEmpty();
        }
        assertThatThrownBy(() -> new RawClient(door.address())).isInstanceOf(IOException.class);
    }

    @Test
    void stopPastItsDeadlineCutsAndNames() throws Exception {
        try (RawClient waiting = new RawClient(door.address()).send(raw("/wait"));
                RawClient later = new RawClient(door.address()).send(raw("/later"))) {
            handlers.inside.await();
            eventually("both inside", () -> generation.held() == 2);
            List<String> cut = door.close(SHORT);
            assertThat(cut).hasSize(2).allMatch(work -> work.contains(" of web, "));
            assertThat(waiting.rest()).startsWith("HTTP/1.1 503 ");
            assertThat(later.rest()).startsWith("HTTP/1.1 503 ");
        }
        assertThat(generation.held()).isZero();
    }

    @Test
    void threadThatOutlivesTheDoorStillLetsItsPinGo() throws Exception {
        try (RawClient _ = new RawClient(door.address()).send(raw("/stubborn"))) {
            handlers.inside.await();
            assertThat(door.close(SHORT)).hasSize(1);
            assertThat(generation.held()).isEqualTo(1);
            handlers.go.release();
            eventually("drained", generation::drained);
        }
    }

    @Test
    void takenPortIsRefusedWithWhoHasIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, door.address().getAddress())) {
            assertThatThrownBy(
                            () -> HttpDoor.open(gate, Doors.options().port(taken.getLocalPort())))
                    .isInstanceOf(MidstreamException.class)
                    .hasMessageStartingWith("MS-DOOR-001 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("choose another port");
        }
        assertThatThrownBy(() -> HttpDoor.open(gate, Doors.options().host("192.0.2.1")))
                .isInstanceOf(MidstreamException.class)
                .hasMessageStartingWith("MS-DOOR-002 ");
    }

    @Test
    void largeAnswersReachAClientThatReadsSlowly() throws IOException {
        String large = "x".repeat(3_000_000);
        Route route =
                nonBlocking(
                        "GET",
                        "/large",
                        call -> CompletableFuture.completedFuture(Response.text(large)));
        gate.switchTo(Doors.generation(3, route));
        try (RawClient client = new RawClient(door.address())) {
            client.send(raw("/large").repeat(20) + raw("/nowhere"));
            for (int i = 0; i < 20; i++) {
                assertThat(client.answer()).endsWith(large).hasSizeGreaterThan(3_000_000);
            }
            assertThat(client.answer()).startsWith("HTTP/1.1 404 ");
        }
    }
}
