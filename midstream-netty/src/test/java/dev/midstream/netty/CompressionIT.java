package dev.midstream.netty;

import static dev.midstream.netty.Doors.blocking;
import static dev.midstream.netty.Doors.eventually;
import static dev.midstream.netty.Doors.nonBlocking;
import static dev.midstream.netty.Doors.streaming;
import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are compressed, for whom, and that they are the same after all. */
class CompressionIT {

    private static final String TEXT = "a text that is long enough. ".repeat(100);
    private static final String LARGE = TEXT.repeat(100);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Generation generation =
            Doors.generation(
                    1,
                    blocking("GET", "/text", call -> Response.text(TEXT).header("ETag", "\"a\"")),
                    blocking("GET", "/weak", call -> Response.text(TEXT).header("ETag", "W/\"a\"")),
                    blocking("GET", "/json", call -> Response.json('"' + TEXT + '"')),
                    blocking("GET", "/vary", call -> Response.text(TEXT).header("Vary", "Origin")),
                    blocking(
                            "GET",
                            "/short",
                            call -> Response.text("x".repeat(Compression.LEAST_BYTES - 1))),
                    blocking("GET", "/image", call -> ok().body("image/png", TEXT)),
                    blocking(
                            "GET",
                            "/coded",
                            call -> Response.text(TEXT).header("Content-Encoding", "br")),
                    blocking(
                            "GET",
                            "/kept",
                            call -> Response.text(TEXT).header("Cache-Control", "no-transform")),
                    blocking("GET", "/part", call -> Response.status(206).body("text/plain", TEXT)),
                    nonBlocking("GET", "/fast", call -> done(Response.text(TEXT))),
                    nonBlocking("GET", "/large-fast", call -> done(Response.text(LARGE))),
                    blocking(
                            "GET",
                            "/written",
                            call ->
                                    ok().stream(
                                            "text/plain",
                                            out ->
                                                    out.write(
                                                            LARGE.getBytes(
                                                                    StandardCharsets.US_ASCII)))),
                    nonBlocking(
                            "GET", "/published", call -> done(ok().publish("text/plain", parts()))),
                    blocking("POST", "/echo", call -> Response.text(call.text())),
                    streaming(
                            "POST",
                            "/inflate",
                            (call, body) ->
                                    Response.text(
                                            new GZIPInputStream(body).readAllBytes().length
                                                    + " "
                                                    + call.header("Content-Encoding").orElse(""))));

    private HttpDoor door;

    @BeforeEach
    void open() throws IOException {
        door = HttpDoor.open(new Gate(generation), Doors.options().gzip(true));
    }

    @AfterEach
    void nothingIsHeld() {
        door.close(Doors.PATIENCE);
        http.close();
        assertThat(generation.held()).isZero();
    }

    private static Response ok() {
        return Response.status(200);
    }

    private static CompletableFuture<Response> done(Response response) {
        return CompletableFuture.completedFuture(response);
    }

    private static Flow.Publisher<ByteBuffer> parts() {
        return subscriber -> {
            SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
            publisher.subscribe(subscriber);
            for (int i = 0; i < 100; i++) {
                publisher.submit(ByteBuffer.wrap(TEXT.getBytes(StandardCharsets.US_ASCII)));
            }
            publisher.close();
        };
    }

    private HttpResponse<byte[]> get(String path, String accepts) throws Exception {
        return send("GET", path, accepts);
    }

    private HttpResponse<byte[]> send(String method, String path, String accepts) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + door.address().getPort() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("Accept-Encoding", accepts)
                        .timeout(Doors.PATIENCE)
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static Optional<String> coding(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Encoding");
    }

    private static String inflated(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/text", "/fast"})
    void textIsCompressedForWhoTakesIt(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path, "gzip, deflate, br");
        assertThat(coding(answer)).contains("gzip");
        assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .hasValue(answer.body().length);
        assertThat(answer.body().length).isLessThan(TEXT.length() / 2);
        assertThat(inflated(answer.body())).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/large-fast", "/written", "/published"})
    void largeAndStreamedTextsAreCompressedToo(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path, "gzip");
        assertThat(coding(answer)).contains("gzip");
        assertThat(answer.body().length).isLessThan(LARGE.length() / 4);
        assertThat(inflated(answer.body())).isEqualTo(LARGE);
        assertThat(new String(get(path, "identity").body(), StandardCharsets.US_ASCII))
                .isEqualTo(LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identity",
                "br",
                "gzip;q=0",
                "gzip;q=0, *",
                "*;q=0",
                "identity, gzip;q=0.5",
                "gzip;q=nonsense",
                "gzipped"
            })
    void clientThatDoesNotTakeItGetsThePlainForm(String accepts) throws Exception {
        HttpResponse<byte[]> answer = get("/text", accepts);
        assertThat(coding(answer)).isEmpty();
        assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(answer.headers().firstValue("ETag")).contains("\"a\"");
        assertThat(new String(answer.body(), StandardCharsets.US_ASCII)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip;q=0.001",
                "GZIP",
                "x-gzip",
                "*",
                "br;q=1.0, gzip;q=0.8, *;q=0.1",
                "identity;q=0.5, gzip;q=0.5",
                " gzip ; q=1 "
            })
    void clientThatTakesItInAnyFormGetsIt(String accepts) throws Exception {
        assertThat(coding(get("/text", accepts))).contains("gzip");
    }

    @Test
    void tagOfACompressedFormIsWeak() throws Exception {
        assertThat(get("/text", "gzip").headers().firstValue("ETag")).contains("W/\"a\"");
        assertThat(get("/weak", "gzip").headers().firstValue("ETag")).contains("W/\"a\"");
        assertThat(get("/vary", "gzip").headers().allValues("Vary"))
                .containsExactly("Origin, Accept-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/short", "/image", "/coded", "/kept", "/part"})
    void whatIsShortOrCodedOrNoTextIsLeftAlone(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path, "gzip");
        assertThat(coding(answer).orElse("")).isNotEqualTo("gzip");
        assertThat(answer.headers().firstValue("Vary")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/text", "/large-fast", "/written"})
    void headHasTheSameHeadersAsGet(String path) throws Exception {
        HttpResponse<byte[]> get = get(path, "gzip");
        HttpResponse<byte[]> head = send("HEAD", path, "gzip");
        assertThat(head.body()).isEmpty();
        for (String name :
                new String[] {
                    "Content-Encoding", "Vary", "ETag", "Content-Length", "Content-Type"
                }) {
            assertThat(head.headers().allValues(name))
                    .as(name)
                    .isEqualTo(get.headers().allValues(name));
        }
    }

    @Test
    void doorWithoutCompressionCompressesNothing() throws Exception {
        door.close();
        door = HttpDoor.open(new Gate(generation), Doors.options());
        HttpResponse<byte[]> answer = get("/text", "gzip");
        assertThat(coding(answer)).isEmpty();
        assertThat(answer.headers().firstValue("Vary")).isEmpty();
    }

    @Test
    void codedRequestIsRefusedUnlessItsRouteStreams() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[10_000_000]); // small on the way, large when taken apart
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder()
                        .header("Content-Encoding", "gzip")
                        .timeout(Doors.PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray()));
        String root = "http://127.0.0.1:" + door.address().getPort();
        HttpResponse<String> refused =
                http.send(
                        request.uri(URI.create(root + "/echo")).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.headers().firstValue("Accept-Encoding")).contains("identity");
        HttpResponse<String> taken =
                http.send(
                        request.uri(URI.create(root + "/inflate")).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(taken.body()).isEqualTo("10000000 gzip");
        eventually("let go", () -> generation.held() == 0);
    }
}
