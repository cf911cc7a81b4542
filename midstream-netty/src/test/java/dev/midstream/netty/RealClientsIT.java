package dev.midstream.netty;

import static dev.midstream.netty.Doors.blocking;
import static dev.midstream.netty.Doors.nonBlocking;
import static dev.midstream.netty.Doors.streaming;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that others have written. Those that are not installed are skipped, by name. */
class RealClientsIT {

    private static final int LARGE = 3_000_000;
    private static final String LONG_TEXT = "some text ".repeat(1_000);

    @TempDir private Path folder;

    private final Generation generation =
            Doors.generation(
                    1,
                    nonBlocking(
                            "GET",
                            "/fast",
                            call -> CompletableFuture.completedFuture(Response.text("fast"))),
                    blocking("GET", "/slow", call -> Response.text("slow")),
                    blocking("GET", "/text", call -> Response.text(LONG_TEXT)),
                    blocking(
                            "POST", "/echo", call -> Response.status(200).body("a/b", call.body())),
                    blocking(
                            "GET",
                            "/stream",
                            call ->
                                    Response.status(200).stream(
                                            "a/b", out -> out.write(new byte[LARGE]))),
                    streaming(
                            "POST",
                            "/count",
                            (call, body) -> Response.text("" + body.readAllBytes().length)),
                    streaming(
                            "POST",
                            "/echo-stream",
                            (call, body) -> Response.status(200).stream("a/b", body)));

    private HttpDoor door;

    @BeforeEach
    void open() throws IOException {
        door = HttpDoor.open(new Gate(generation), Doors.options().gzip(true));
    }

    @AfterEach
    void nothingIsHeld() {
        door.close(Doors.PATIENCE);
        assertThat(generation.held()).isZero();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + door.address().getPort() + path;
    }

    /** Runs a client to its end; what it printed. Skips the test if there is no such client. */
    private String run(String... words) throws Exception {
        Optional<Path> client =
                List.of(System.getenv("PATH").split(":", -1)).stream()
                        .map(place -> Path.of(place, words[0]))
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeThat(client).as("%s is not installed, so it is not tried", words[0]).isPresent();
        List<String> command = new ArrayList<>(List.of(words));
        Path out = folder.resolve("out");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s has ended", command).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(out, StandardCharsets.ISO_8859_1);
        assertThat(process.exitValue()).as("%s said %s", command, said).isZero();
        return said;
    }

    private Path file(int length) throws IOException {
        return Files.write(folder.resolve("in"), new byte[length]);
    }

    @Test
    void curlUploadsAndDownloadsChunked() throws Exception {
        assertThat(run("curl", "-sS", "-o", "/dev/null", "-w", "%{size_download}", url("/stream")))
                .isEqualTo("" + LARGE);
        String[] up = {
            "curl",
            "-sS",
            "-H",
            "Transfer-Encoding: chunked",
            "--data-binary",
            "@" + file(LARGE),
            url("/count")
        };
        assertThat(run(up)).isEqualTo("" + LARGE);
    }

    @Test
    void curlWaitsForContinue() throws Exception {
        for (String path : new String[] {"/echo", "/count"}) {
            String said =
                    run(
                            "curl",
                            "-sSv",
                            "-o",
                            "/dev/null",
                            "--expect100-timeout",
                            "60",
                            "-H",
                            "Expect: 100-continue",
                            "--data-binary",
                            "@" + file(LARGE),
                            url(path));
            assertThat(said).contains("< HTTP/1.1 100 Continue").contains("< HTTP/1.1 200 OK");
        }
    }

    @Test
    void curlTakesGzipHeadOptionsAnd10() throws Exception {
        assertThat(run("curl", "-sS", "--compressed", url("/text"))).isEqualTo(LONG_TEXT);
        assertThat(
                        run(
                                "curl",
                                "-sS",
                                "--compressed",
                                "-o",
                                "/dev/null",
                                "-w",
                                "%{size_download}",
                                url("/text")))
                .isNotEqualTo("" + LONG_TEXT.length());
        assertThat(run("curl", "-sSI", url("/stream"))).contains("Transfer-Encoding: chunked");
        assertThat(run("curl", "-sSi", "-X", "OPTIONS", url("/echo")))
                .contains("Allow: OPTIONS, POST");
        assertThat(run("curl", "-sSi", "-X", "OPTIONS", "--request-target", "*", url("/")))
                .startsWith("HTTP/1.1 204 No Content");
        assertThat(run("curl", "-sS0", "-o", "/dev/null", "-w", "%{size_download}", url("/stream")))
                .isEqualTo("" + LARGE);
        // Its progress is between the answers.
        assertThat(
                        run("curl", "-sS", "-Z", "--parallel-max", "8", url("/fast?[1-200]"))
                                .split("fast", -1))
                .hasSize(201);
    }

    @ParameterizedTest
    @CsvSource({"/fast", "/slow"})
    void wrkSeesNoError(String path) throws Exception {
        assertThat(run("wrk", "-t1", "-c16", "-d2s", url(path)))
                .contains("requests in")
                .doesNotContain("Socket errors")
                .doesNotContain("Non-2xx");
    }

    @ParameterizedTest
    @CsvSource({"/fast, 1", "/slow, 1", "/fast, 8", "/stream, 1"})
    void h2loadSeesNoFailure(String path, String ahead) throws Exception {
        String requests = path.equals("/stream") ? "50" : "2000";
        assertThat(run("h2load", "--h1", "-n", requests, "-c", "10", "-m", ahead, url(path)))
                .contains(requests + " succeeded, 0 failed, 0 errored, 0 timeout");
    }

    @Test
    void abKeepsConnectionsOf10() throws Exception {
        assertThat(run("ab", "-q", "-k", "-n", "1000", "-c", "10", url("/fast")))
                .containsPattern("Failed requests: +0\n")
                .containsPattern("Keep-Alive requests: +1000\n");
    }

    @Test
    void javaClientStreamsBothWays() throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url("/echo-stream")))
                            .POST(
                                    HttpRequest.BodyPublishers.ofInputStream(
                                            () -> InputStream.nullInputStream()))
                            .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body())
                    .isEmpty();
            HttpRequest large =
                    HttpRequest.newBuilder(URI.create(url("/echo-stream")))
                            .expectContinue(true)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[LARGE]))
                            .build();
            assertThat(http.send(large, HttpResponse.BodyHandlers.ofByteArray()).body())
                    .hasSize(LARGE);
        }
    }
}
