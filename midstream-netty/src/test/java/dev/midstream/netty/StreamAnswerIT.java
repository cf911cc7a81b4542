package dev.midstream.netty;

import static dev.midstream.netty.Doors.blocking;
import static dev.midstream.netty.Doors.eventually;
import static dev.midstream.netty.Doors.nonBlocking;
import static dev.midstream.netty.Doors.streaming;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.api.Response;
import dev.midstream.api.StreamedBody;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers whose bodies are made while they are sent. */
class StreamAnswerIT {

    private static final String HOST = "Host: x\r\n";
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String TEXT = "text/plain";
    private static final byte[] BLOCK = new byte[100_000];

    /** Writers wait here until the test lets them go. */
    private final Semaphore go = new Semaphore(0);

    private final AtomicLong made = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<@Nullable Throwable> told = new AtomicReference<>();
    private final Endless endless = new Endless();

    private final Generation generation =
            Doors.generation(
                    1,
                    blocking("GET", "/written", call -> ok().stream(TEXT, this::abc)),
                    blocking("GET", "/read", call -> ok().stream(TEXT, source("abc"))),
                    blocking("GET", "/published", call -> ok().publish(TEXT, parts("a", "bc"))),
                    nonBlocking("GET", "/written-fast", call -> done(ok().stream(TEXT, this::abc))),
                    nonBlocking(
                            "GET", "/read-fast", call -> done(ok().stream(TEXT, source("abc")))),
                    nonBlocking(
                            "GET",
                            "/published-fast",
                            call -> done(ok().publish(TEXT, parts("a", "", "bc")))),
                    blocking("GET", "/empty", call -> ok().stream(TEXT, out -> {})),
                    blocking("GET", "/steps", call -> ok().stream(TEXT, this::steps)),
                    blocking("GET", "/endless", call -> ok().stream(TEXT, this::endless)),
                    nonBlocking("GET", "/endless-fast", call -> done(ok().publish(TEXT, endless))),
                    blocking("GET", "/fails", call -> ok().stream(TEXT, out -> fail(out, false))),
                    blocking("GET", "/breaks", call -> ok().stream(TEXT, out -> fail(out, true))),
                    blocking("GET", "/waits", call -> ok().stream(TEXT, this::waits)),
                    nonBlocking("GET", "/fails-fast", call -> done(ok().publish(TEXT, failing(0)))),
                    nonBlocking(
                            "GET", "/breaks-fast", call -> done(ok().publish(TEXT, failing(1)))),
                    nonBlocking(
                            "GET",
                            "/never-fast",
                            call -> done(ok().publish(TEXT, this::neverEnds))),
                    streaming(
                            "POST",
                            "/echo",
                            (call, body) -> ok().stream("application/octet-stream", body)),
                    blocking(
                            "GET",
                            "/header",
                            call ->
                                    Response.text("header")
                                            .header("X-Value", call.query("value").orElse(""))),
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
        go.release(100_000);
        door.close(Doors.PATIENCE);
        assertThat(generation.held()).isZero();
    }

    private static Response ok() {
        return Response.status(200);
    }

    private static CompletableFuture<Response> done(Response response) {
        return CompletableFuture.completedFuture(response);
    }

    private void abc(OutputStream out) throws IOException {
        try (out) {
            out.write('a');
            out.flush();
            out.write(bytes("bc"));
        }
    }

    private InputStream source(String text) {
        return new ByteArrayInputStream(bytes(text)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Flow.Publisher<ByteBuffer> parts(String... parts) {
        return subscriber -> {
            SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
            publisher.subscribe(subscriber);
            for (String part : parts) {
                publisher.submit(ByteBuffer.wrap(bytes(part)));
            }
            publisher.close();
        };
    }

    private static Flow.Publisher<ByteBuffer> failing(int after) {
        return subscriber ->
                subscriber.onSubscribe(
                        new Flow.Subscription() {
                            private boolean begun;

                            @Override
                            public void request(long more) {
                                if (!begun) {
                                    begun = true;
                                    for (int i = 0; i < after; i++) {
                                        subscriber.onNext(ByteBuffer.wrap(bytes("part")));
                                    }
                                    subscriber.onError(
                                            new IOException("thrown on purpose by a test"));
                                }
                            }

                            @Override
                            public void cancel() {}
                        });
    }

    private void neverEnds(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(
                new Flow.Subscription() {
                    private boolean begun;

                    @Override
                    public void request(long more) {
                        if (!begun) {
                            begun = true;
                            subscriber.onNext(ByteBuffer.wrap(bytes("part")));
                        }
                    }

                    @Override
                    public void cancel() {
                        closed.set(true);
                    }
                });
    }

    private void steps(OutputStream out) throws Exception {
        out.flush();
        for (int i = 0; i < 3; i++) {
            go.acquire();
            out.write('0' + i);
            out.flush();
        }
    }

    private void endless(OutputStream out) throws IOException {
        try {
            while (true) {
                out.write(BLOCK);
                made.addAndGet(BLOCK.length);
            }
        } catch (IOException client) {
            told.set(client);
            throw client;
        }
    }

    private void waits(OutputStream out) throws Exception {
        out.write(bytes("part"));
        out.flush();
        go.acquire();
    }

    private static void fail(OutputStream out, boolean late) throws IOException {
        out.write(bytes("part"));
        if (late) {
            out.flush();
        }
        throw new IOException("thrown on purpose by a test");
    }

    /** Publishes as long as somebody asks. */
    private final class Endless implements Flow.Publisher<ByteBuffer> {
        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(
                    new Flow.Subscription() {
                        @Override
                        public void request(long more) {
                            for (long i = 0; i < more; i++) {
                                made.addAndGet(BLOCK.length);
                                subscriber.onNext(ByteBuffer.wrap(BLOCK));
                            }
                        }

                        @Override
                        public void cancel() {
                            told.set(new IOException("cancelled"));
                        }
                    });
        }
    }

    private RawClient get(String path) throws IOException {
        return new RawClient(door.address()).send("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n");
    }

    private static String body(RawClient client) throws IOException {
        StringBuilder body = new StringBuilder();
        for (String chunk = client.chunk(); !chunk.isEmpty(); chunk = client.chunk()) {
            body.append(chunk);
        }
        return body.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/written",
                "/read",
                "/published",
                "/written-fast",
                "/read-fast",
                "/published-fast"
            })
    void streamedBodyIsChunkedAndTheConnectionKept(String path) throws IOException {
        try (RawClient client = get(path)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.head())
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .contains("Transfer-Encoding: chunked\r\n")
                        .contains("Content-Type: text/plain\r\n")
                        .doesNotContain("Content-Length")
                        .doesNotContain("Connection:");
                assertThat(body(client)).isEqualTo("abc");
                client.send("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n");
            }
        }
        if (path.startsWith("/read")) {
            eventually("closed", closed::get);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/written", "/read", "/published-fast", "/empty"})
    void bodyEndsWithTheConnectionFor10(String path) throws IOException {
        try (RawClient client =
                new RawClient(door.address())
                        .send("GET " + path + " HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")) {
            String answer = client.rest();
            assertThat(answer)
                    .contains("Connection: close\r\n")
                    .doesNotContain("chunked")
                    .endsWith("\r\n\r\n" + (path.equals("/empty") ? "" : "abc"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/written", "/read", "/published", "/read-fast", "/published-fast"})
    void headHasTheHeadersOnlyAndNothingIsMade(String path) throws IOException {
        try (RawClient client = new RawClient(door.address())) {
            client.send(
                    "HEAD "
                            + path
                            + " HTTP/1.1\r\n"
                            + HOST
                            + "\r\nGET /fast HTTP/1.1\r\n"
                            + HOST
                            + "\r\n");
            assertThat(client.head()).contains("Transfer-Encoding: chunked\r\n");
            assertThat(client.answer()).endsWith("fast");
        }
        if (path.startsWith("/read")) {
            eventually("closed", closed::get);
        }
    }

    @Test
    void emptyStreamIsOneLastChunk() throws IOException {
        try (RawClient client = get("/empty")) {
            assertThat(client.head()).contains("chunked");
            assertThat(body(client)).isEmpty();
        }
    }

    @Test
    void flushSendsTheHeadAndEachPartAtOnce() throws IOException {
        try (RawClient client = get("/steps")) {
            assertThat(client.head()).contains("chunked");
            for (int i = 0; i < 3; i++) {
                go.release();
                assertThat(client.chunk()).isEqualTo("" + i);
            }
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void pipelinedRequestWaitsBehindAStream() throws IOException {
        try (RawClient client = get("/steps").send("GET /fast HTTP/1.1\r\n" + HOST + "\r\n")) {
            client.head();
            go.release(3);
            assertThat(body(client)).isEqualTo("012");
            assertThat(client.answer()).endsWith("fast");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/endless", "/endless-fast"})
    void makerIsHeldBackByASlowClientAndToldWhenItGoes(String path) throws Exception {
        try (RawClient client = get(path)) {
            client.head();
            long[] before = {-1, 0};
            eventually(
                    "the maker is held back",
                    () -> {
                        if (made.get() != before[0]) {
                            before[0] = made.get();
                            before[1] = System.nanoTime();
                        }
                        return before[0] > 0 && System.nanoTime() - before[1] > SHORT.toNanos();
                    });
            long held = made.get();
            assertThat(held).isLessThan(64 << 20); // what kernels hold, and the door's bound
            for (long read = 0; read <= held; ) {
                read += client.some(1 << 20).length;
            }
            eventually("it goes on", () -> made.get() > held);
            assertThat(told).hasNullValue();
            client.reset();
        }
        eventually("told", () -> told.get() != null);
        eventually("let go", () -> generation.held() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/endless", "/endless-fast"})
    void clientThatTakesNothingIsClosedAndTheMakerTold(String path) throws Exception {
        reopen(HttpDoorOptions.Timeouts.defaults().write(SHORT));
        try (RawClient _ = get(path)) {
            eventually("told", () -> told.get() != null);
            eventually("let go", () -> generation.held() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fails", "/fails-fast"})
    void makerThatFailsBeforeItsFirstPartIsAnsweredWith500(String path) throws IOException {
        try (RawClient client = get(path)) {
            assertThat(client.answer()).startsWith("HTTP/1.1 500 ");
            assertThat(client.send("GET /fast HTTP/1.1\r\n" + HOST + "\r\n").answer())
                    .endsWith("fast");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/breaks", "/breaks-fast"})
    void makerThatFailsLaterBreaksTheConnection(String path) throws IOException {
        try (RawClient client = get(path)) {
            client.head();
            assertThat(client.chunk()).isEqualTo("part");
            assertThatThrownBy(client::chunk).isInstanceOf(IOException.class);
        }
    }

    @Test
    void brokenBodyIsAResetFor10WhereAnEndWouldBeItsEnd() throws IOException {
        try (RawClient client =
                new RawClient(door.address()).send("GET /breaks HTTP/1.0\r\n\r\n")) {
            assertThatThrownBy(client::rest).hasMessageContaining("reset");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/waits", "/never-fast"})
    void makerPastItsDeadlineIsBrokenOff(String path) throws IOException {
        reopen(HttpDoorOptions.Timeouts.defaults().request(SHORT));
        try (RawClient client = get(path)) {
            client.head();
            assertThat(client.chunk()).isEqualTo("part");
            assertThatThrownBy(client::chunk).isInstanceOf(IOException.class);
            eventually("let go", () -> generation.held() == 0);
        }
        assertThat(closed.get()).isEqualTo(path.equals("/never-fast"));
    }

    @Test
    void deadlineBeginsAnewWithEachPart() throws Exception {
        reopen(HttpDoorOptions.Timeouts.defaults().request(SHORT.multipliedBy(10)));
        try (RawClient client = get("/steps")) {
            client.head();
            long begin = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                assertThat(client.silentFor(SHORT.multipliedBy(4))).isTrue();
                go.release();
                assertThat(client.chunk()).isEqualTo("" + i);
            }
            assertThat(System.nanoTime() - begin).isGreaterThan(SHORT.multipliedBy(10).toNanos());
            assertThat(client.chunk()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/waits", "/never-fast", "/endless", "/endless-fast"})
    void drainNamesAStreamAndCutsIt(String path) throws Exception {
        try (RawClient client = get(path)) {
            client.head();
            eventually(
                    "named",
                    () ->
                            gate.held(generation).stream()
                                    .anyMatch(held ->
                                            held.description()
                                                    .matches(
                                                            "GET "
                                                                    + path
                                                                    + " of web, .*, has"
                                                                    + " streamed \\d+"
                                                                    + " bytes.*")));
            gate.held(generation).forEach(held -> held.interrupt().run());
            eventually("let go", () -> generation.held() == 0);
        }
    }

    @Test
    void streamIsPinnedToItsEnd() throws IOException {
        try (RawClient client = get("/steps")) {
            client.head();
            gate.switchTo(Doors.generation(2));
            go.release(2);
            assertThat(client.chunk()).isEqualTo("0");
            assertThat(client.chunk()).isEqualTo("1");
            assertThat(generation.held()).isEqualTo(1);
            assertThat(generation.drained()).isFalse();
            go.release();
            assertThat(body(client)).isEqualTo("2");
            eventually("drained", generation::drained);
        }
    }

    @Test
    void bodyIsEchoedWhileItComes() throws IOException {
        try (RawClient client = new RawClient(door.address())) {
            client.send("POST /echo HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n");
            client.send("3\r\nabc\r\n");
            // Its end is open when it begins, so the connection is not kept.
            assertThat(client.head()).contains("Connection: close\r\n");
            assertThat(client.chunk()).isEqualTo("abc");
            client.send("2\r\nde\r\n");
            assertThat(client.chunk()).isEqualTo("de");
            client.send("0\r\n\r\n");
            assertThat(client.chunk()).isEmpty();
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void stopLetsAStreamEndAndCutsItAtItsDeadline() throws Exception {
        try (RawClient ends = get("/steps");
                RawClient stays = get("/never-fast")) {
            ends.head();
            stays.head();
            CompletableFuture<List<String>> cut =
                    CompletableFuture.supplyAsync(() -> door.close(Duration.ofSeconds(2)));
            eventually("stopping", () -> refused());
            go.release(3);
            assertThat(body(ends)).isEqualTo("012");
            assertThat(ends.rest()).isEmpty();
            assertThat(cut.get(Doors.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .allMatch(work -> work.startsWith("GET /never-fast of web, "));
        }
    }

    private boolean refused() {
        try (RawClient _ = new RawClient(door.address())) {
            return false;
        } catch (IOException expected) {
            return true;
        }
    }

    @Test
    void headerThatWouldSplitAnAnswerIsRefused() throws IOException {
        String target =
                "/header?value=a%0d%0aContent-Length:%200%0d%0a%0d%0aHTTP/1.1%20200%20Split";
        try (RawClient client = get(target)) {
            assertThat(client.answer()).startsWith("HTTP/1.1 500 ").doesNotContain("Split");
            client.send("GET /header?value=fine HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer()).contains("X-Value: fine\r\n");
        }
    }

    @Test
    void statusWithoutBodyCannotStream() {
        assertThatThrownBy(() -> Response.status(204).stream(TEXT, source("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("204");
        StreamedBody body = ok().stream(TEXT, source("")).stream().orElseThrow();
        assertThat(body).isInstanceOf(StreamedBody.Read.class);
    }
}
