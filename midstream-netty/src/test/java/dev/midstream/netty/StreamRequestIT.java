package dev.midstream.netty;

import static dev.midstream.netty.Doors.blocking;
import static dev.midstream.netty.Doors.eventually;
import static dev.midstream.netty.Doors.nonBlockingStreaming;
import static dev.midstream.netty.Doors.streaming;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.api.Call;
import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies that are read while they arrive. */
class StreamRequestIT {

    private static final String HOST = "Host: x\r\n";
    private static final String CHUNKED = HOST + "Transfer-Encoding: chunked\r\n";
    private static final Duration SHORT = Duration.ofMillis(200);

    /** Handlers wait here until the test lets them go. */
    private final Semaphore go = new Semaphore(0);

    private final CountDownLatch inside = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> seen = new AtomicReference<>();

    private final Generation generation =
            Doors.generation(
                    1,
                    streaming("POST", "/count", (call, body) -> counted(body)),
                    streaming("POST", "/wait", this::waiting),
                    streaming("POST", "/ignore", (call, body) -> Response.text("ignored")),
                    streaming("POST", "/body", (call, body) -> Response.text(call.text())),
                    nonBlockingStreaming(
                            "POST", "/count-async", (call, body) -> new Counter(go, 1).of(body)),
                    nonBlockingStreaming(
                            "POST", "/wait-async", (call, body) -> new Counter(go, 0).of(body)),
                    blocking("POST", "/whole", call -> Response.text("" + call.body().length)),
                    blocking("GET", "/fast", call -> Response.text("fast")));

    private final Gate gate = new Gate(generation);
    private HttpDoor door = open(Doors.options());

    private HttpDoor open(HttpDoorOptions options) {
        try {
            return HttpDoor.open(gate, options);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void reopen(HttpDoorOptions.Timeouts timeouts) {
        door.close();
        door = open(Doors.options().timeouts(timeouts));
    }

    @AfterEach
    void eachPinIsLetGoOnce() {
        go.release(1000);
        door.close(Doors.PATIENCE);
        assertThat(generation.held()).isZero();
    }

    private static Response counted(InputStream body) throws IOException {
        return Response.text(body.readAllBytes().length + " read");
    }

    private Response waiting(Call call, InputStream body) throws Exception {
        inside.countDown();
        go.acquire();
        try {
            return counted(body);
        } catch (IOException told) {
            seen.set(told);
            throw told;
        }
    }

    private RawClient client() throws IOException {
        return new RawClient(door.address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/count", "/count-async"})
    void bodyOfEitherFramingIsReadAndTheConnectionKept(String path) throws IOException {
        String post = "POST " + path + " HTTP/1.1\r\n";
        try (RawClient client = client()) {
            client.send(post + CHUNKED + "\r\n3\r\nabc\r\n5\r\ndefgh\r\n0\r\nA: b\r\n\r\n");
            assertThat(client.answer()).endsWith("\r\n\r\n8 read");
            client.send(post + HOST + "Content-Length: 5\r\n\r\n12345");
            assertThat(client.answer()).endsWith("\r\n\r\n5 read").doesNotContain("Connection:");
            client.send(post + HOST + "\r\n");
            assertThat(client.answer()).endsWith("\r\n\r\n0 read");
            client.send(post + HOST + "Content-Length: 0\r\n\r\n");
            assertThat(client.answer()).endsWith("\r\n\r\n0 read");
            client.send("GET /fast HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer()).endsWith("fast");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/count", "/count-async"})
    void bodyFarBeyondTheLimitOfWholeOnesIsRead(String path) throws IOException {
        int chunk = 1 << 20;
        byte[] mega = new byte[chunk];
        try (RawClient client =
                client().send("POST " + path + " HTTP/1.1\r\n" + CHUNKED + "\r\n")) {
            for (int i = 0; i < 20; i++) {
                client.send(Integer.toHexString(chunk) + "\r\n").send(mega).send("\r\n");
            }
            client.send("0\r\n\r\n");
            assertThat(client.answer()).endsWith("\r\n\r\n" + 20L * chunk + " read");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/wait", "/wait-async"})
    void clientIsHeldBackWhileTheHandlerDoesNotRead(String path) throws Exception {
        int length = 64 << 20;
        AtomicLong sent = new AtomicLong();
        try (RawClient client =
                client().send(
                                "POST "
                                        + path
                                        + " HTTP/1.1\r\n"
                                        + HOST
                                        + "Content-Length: "
                                        + length
                                        + "\r\n\r\n")) {
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> {
                        byte[] part = new byte[16 << 10];
                        try {
                            while (sent.get() < length) {
                                client.send(part);
                                sent.addAndGet(part.length);
                            }
                        } catch (IOException broken) {
                            throw new AssertionError(broken);
                        }
                    });
            long[] before = {-1, System.nanoTime()};
            eventually(
                    "the client is held back",
                    () -> {
                        if (sent.get() != before[0]) {
                            before[0] = sent.get();
                            before[1] = System.nanoTime();
                        }
                        return before[0] > 0 && System.nanoTime() - before[1] > SHORT.toNanos();
                    });
            // What the kernel holds on both sides, and the door's bound; far from the body's
            // length.
            assertThat(sent.get()).isLessThan(length / 2);
            assertThat(sending).isNotDone();
            go.release(10);
            assertThat(client.answer()).endsWith("\r\n\r\n" + length + " read");
            sending.get(Doors.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/wait", "/wait-async"})
    void continueIsSentWhenTheHandlerBeginsToRead(String path) throws Exception {
        try (RawClient client =
                client().send(
                                "POST "
                                        + path
                                        + " HTTP/1.1\r\n"
                                        + HOST
                                        + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")) {
            eventually("dispatched", () -> generation.held() == 1);
            assertThat(client.silentFor(SHORT)).isTrue();
            go.release(10);
            assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("abc");
            assertThat(client.answer()).startsWith("HTTP/1.1 200").endsWith("3 read");
        }
    }

    @Test
    void handlerThatReadsNothingIsAnsweredWithoutContinueAndTheConnectionClosed()
            throws IOException {
        String post = "POST /ignore HTTP/1.1\r\n" + HOST;
        try (RawClient client =
                client().send(post + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")) {
            assertThat(client.rest())
                    .startsWith("HTTP/1.1 200")
                    .contains("Connection: close\r\n")
                    .endsWith("ignored");
        }
        try (RawClient client = client().send(post + "Content-Length: 300\r\n\r\nab")) {
            assertThat(client.rest()).contains("Connection: close\r\n").endsWith("ignored");
        }
    }

    @Test
    void callOfAStreamingRouteHasNoBodyOfItsOwn() throws IOException {
        try (RawClient client = client()) {
            client.send("POST /body HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc");
            assertThat(client.answer()).startsWith("HTTP/1.1 500 ");
        }
    }

    @Test
    void requestIsPinnedFromItsHead() throws Exception {
        try (RawClient client = client()) {
            client.send("POST /count HTTP/1.1\r\n" + HOST + "Content-Length: 4\r\n\r\nab");
            eventually("dispatched", () -> generation.held() == 1);
            gate.switchTo(
                    Doors.generation(
                            2, streaming("POST", "/count", (c, body) -> Response.text("two"))));
            assertThat(generation.drained()).isFalse();
            client.send("cd");
            assertThat(client.answer()).endsWith("4 read");
            eventually("drained", generation::drained);
            client.send("POST /count HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer()).endsWith("two");
        }
    }

    @Test
    void bodyThatWasCollectedIsAStreamToARouteThatStreamsSinceThen() throws Exception {
        try (RawClient client = client()) {
            client.send("POST /whole HTTP/1.1\r\n" + HOST + "Content-Length: 4\r\n\r\nab");
            assertThat(client.silentFor(SHORT)).isTrue();
            gate.switchTo(
                    Doors.generation(2, streaming("POST", "/whole", (c, body) -> counted(body))));
            client.send("cd");
            assertThat(client.answer()).endsWith("4 read");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/wait", "/wait-async"})
    void silentClientIsAnsweredWith408(String path) throws IOException {
        reopen(HttpDoorOptions.Timeouts.defaults().body(SHORT));
        go.release(10);
        try (RawClient client =
                client().send(
                                "POST "
                                        + path
                                        + " HTTP/1.1\r\n"
                                        + HOST
                                        + "Content-Length: 4\r\n\r\nab")) {
            assertThat(client.rest()).startsWith("HTTP/1.1 408 ").contains("Connection: close");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/count", "/count-async"})
    void brokenFramingIsAnsweredWith400AndNothingBehindItDispatched(String path)
            throws IOException {
        String smuggled = "GET /fast HTTP/1.1\r\n" + HOST + "\r\n";
        for (String broken : new String[] {"x\r\n", "3\r\nabcd\r\n", "3\nabc\r\n0\r\n\r\n"}) {
            try (RawClient client =
                    client().send("POST " + path + " HTTP/1.1\r\n" + CHUNKED + "\r\n")) {
                client.send("2\r\nab\r\n" + broken + smuggled);
                assertThat(client.rest())
                        .startsWith("HTTP/1.1 400 ")
                        .contains("Connection: close\r\n")
                        .doesNotContain("fast");
            }
        }
    }

    @Test
    void clientThatGoesAwayIsToldToTheReader() throws Exception {
        RawClient client =
                client().send("POST /wait HTTP/1.1\r\n" + HOST + "Content-Length: 9\r\n\r\nab");
        inside.await();
        client.reset();
        go.release();
        eventually("told", () -> seen.get() != null);
        assertThat(seen.get())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed the connection before the end of its body");
        eventually("let go", () -> generation.held() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/count", "/count-async"})
    void clientThatFinishesTooEarlyIsAnsweredWith400(String path) throws IOException {
        try (RawClient client =
                client().send(
                                "POST "
                                        + path
                                        + " HTTP/1.1\r\n"
                                        + HOST
                                        + "Content-Length: 9\r\n\r\nab")
                        .finish()) {
            assertThat(client.rest()).startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/count", "/count-async"})
    void deadlineRestsWhileTheHandlerWaitsForTheClient(String path) throws Exception {
        reopen(HttpDoorOptions.Timeouts.defaults().request(SHORT));
        try (RawClient client =
                client().send(
                                "POST "
                                        + path
                                        + " HTTP/1.1\r\n"
                                        + HOST
                                        + "Content-Length: 3\r\n\r\n")) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.silentFor(SHORT.multipliedBy(2))).isTrue();
                client.send("a");
            }
            assertThat(client.answer()).endsWith("3 read");
        }
    }

    @Test
    void handlerThatDoesNotReadMissesItsDeadline() throws Exception {
        reopen(HttpDoorOptions.Timeouts.defaults().request(SHORT));
        try (RawClient client =
                client().send("POST /wait HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc")) {
            inside.await();
            assertThat(client.answer()).startsWith("HTTP/1.1 504 ");
            eventually("let go", () -> generation.held() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/count", "/count-async"})
    void drainInterruptsAndNamesWhoWaitsForTheClient(String path) throws Exception {
        try (RawClient client =
                client().send(
                                "POST "
                                        + path
                                        + " HTTP/1.1\r\n"
                                        + HOST
                                        + "Content-Length: 9\r\n\r\nab")) {
            eventually("held", () -> gate.held(generation).size() == 1);
            assertThat(gate.held(generation).getFirst().description())
                    .startsWith("POST " + path + " of web, ");
            gate.held(generation).forEach(held -> held.interrupt().run());
            assertThat(client.rest()).startsWith("HTTP/1.1 503 ").contains("Connection: close");
            eventually("let go", () -> generation.held() == 0);
        }
    }

    @Test
    void closedBodyIsNotReadAnyFurther() {
        BodyFeed feed = BodyFeed.of(new byte[3]);
        assertThatThrownBy(
                        () -> {
                            FeedInput in = new FeedInput(feed);
                            in.close();
                            in.read();
                        })
                .hasMessageContaining("has been closed");
    }
}
