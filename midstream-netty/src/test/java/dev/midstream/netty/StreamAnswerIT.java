package dev.midstream.netty;

import static dev.midstream.netty.Doors.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.api.Response;
import dev.midstream.api.StreamedBody;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers whose bodies are made while they are sent. */
class StreamAnswerIT {

    private static final String HOST = "Host: x\r\n";
    private static final Duration SHORT = Duration.ofMillis(200);
    private final StreamedAnswers answers = new StreamedAnswers();
    private final Generation generation = answers.generation;
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
        answers.go.release(100_000);
        door.close(Doors.PATIENCE);
        assertThat(generation.held()).isZero();
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
            eventually("closed", answers.closed::get);
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
            eventually("closed", answers.closed::get);
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
                answers.go.release();
                assertThat(client.chunk()).isEqualTo("" + i);
            }
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void pipelinedRequestWaitsBehindAStream() throws IOException {
        try (RawClient client = get("/steps").send("GET /fast HTTP/1.1\r\n" + HOST + "\r\n")) {
            client.head();
            answers.go.release(3);
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
                        if (answers.made.get() != before[0]) {
                            before[0] = answers.made.get();
                            before[1] = System.nanoTime();
                        }
                        return before[0] > 0 && System.nanoTime() - before[1] > SHORT.toNanos();
                    });
            long held = answers.made.get();
            assertThat(held).isLessThan(64 << 20); // what kernels hold, and the door's bound
            for (long read = 0; read <= held; ) {
                read += client.some(1 << 20).length;
            }
            eventually("it goes on", () -> answers.made.get() > held);
            assertThat(answers.told).hasNullValue();
            client.reset();
        }
        eventually("told", () -> answers.told.get() != null);
        eventually("let go", () -> generation.held() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/endless", "/endless-fast"})
    void clientThatTakesNothingIsClosedAndTheMakerTold(String path) throws Exception {
        reopen(HttpDoorOptions.Timeouts.defaults().write(SHORT));
        try (RawClient _ = get(path)) {
            eventually("told", () -> answers.told.get() != null);
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
        assertThat(answers.closed.get()).isEqualTo(path.equals("/never-fast"));
    }

    @Test
    void deadlineBeginsAnewWithEachPart() throws Exception {
        reopen(HttpDoorOptions.Timeouts.defaults().request(SHORT.multipliedBy(10)));
        try (RawClient client = get("/steps")) {
            client.head();
            long begin = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                assertThat(client.silentFor(SHORT.multipliedBy(4))).isTrue();
                answers.go.release();
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
            answers.go.release(2);
            assertThat(client.chunk()).isEqualTo("0");
            assertThat(client.chunk()).isEqualTo("1");
            assertThat(generation.held()).isEqualTo(1);
            assertThat(generation.drained()).isFalse();
            answers.go.release();
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
            answers.go.release(3);
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
        assertThatThrownBy(() -> Response.status(204).stream("text/plain", answers.source("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("204");
        StreamedBody body =
                StreamedAnswers.ok().stream("text/plain", answers.source("")).stream()
                        .orElseThrow();
        assertThat(body).isInstanceOf(StreamedBody.Read.class);
    }
}
