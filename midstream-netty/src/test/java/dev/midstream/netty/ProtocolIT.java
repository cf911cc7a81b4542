package dev.midstream.netty;

import static dev.midstream.netty.Doors.blocking;
import static dev.midstream.netty.Doors.nonBlocking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol byte by byte, on a raw socket. */
class ProtocolIT {

    private static final String HOST = "Host: x\r\n";
    private static final int BODY_LIMIT = 100_000;

    private final Generation generation =
            Doors.generation(
                    1,
                    nonBlocking(
                            "GET",
                            "/fast",
                            call -> CompletableFuture.completedFuture(Response.text("fast"))),
                    blocking("GET", "/slow", call -> Response.text("slow")),
                    blocking("GET", "/items/{id}", call -> Response.text(call.path("id"))),
                    blocking("GET", "/empty", call -> Response.status(204)),
                    blocking("GET", "/same", call -> Response.status(304)),
                    blocking(
                            "GET",
                            "/query",
                            call ->
                                    Response.text(
                                            call.path() + String.join("|", call.queries("q")))),
                    nonBlocking(
                            "POST",
                            "/echo",
                            call ->
                                    CompletableFuture.completedFuture(
                                            Response.status(200).body("a/b", call.body()))),
                    blocking(
                            "POST",
                            "/echo-slow",
                            call -> Response.status(201).body("a/b", call.text())));

    private HttpDoor door;

    @BeforeEach
    void open() throws IOException {
        door =
                HttpDoor.open(
                        new Gate(generation),
                        Doors.options()
                                .limits(HttpDoorOptions.Limits.defaults().bodyBytes(BODY_LIMIT)));
    }

    @AfterEach
    void nothingIsHeld() {
        door.close(Doors.PATIENCE);
        assertThat(generation.held()).isZero();
    }

    private RawClient client() throws IOException {
        return new RawClient(door.address());
    }

    private String only(String request) throws IOException {
        try (RawClient client = client().send(request)) {
            return client.rest();
        }
    }

    /** Text as its UTF-8 bytes look when read as Latin-1. */
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    @SuppressWarnings("StringConcatToTextBlock") // its line ends are the protocol's
    void anAnswerIsExactlyThis() throws IOException {
        try (RawClient client = client().send("GET /fast HTTP/1.1\r\n" + HOST + "\r\n")) {
            assertThat(client.answer())
                    .matches(
                            "HTTP/1\\.1 200 OK\r\n"
                                    + "Date: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n"
                                    + "Content-Type: text/plain; charset=utf-8\r\n"
                                    + "Content-Length: 4\r\n"
                                    + "\r\n"
                                    + "fast");
        }
    }

    @Test
    void connectionIsKeptAliveIn11() throws IOException {
        try (RawClient client = client()) {
            for (int i = 0; i < 3; i++) {
                client.send("GET /slow HTTP/1.1\r\n" + HOST + "\r\n");
                assertThat(client.answer()).endsWith("\r\n\r\nslow").doesNotContain("Connection:");
            }
        }
    }

    @Test
    void connectionIsClosedWhenAsked() throws IOException {
        assertThat(only("GET /fast HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"))
                .contains("Connection: close\r\n")
                .endsWith("fast");
    }

    @Test
    void connectionIsClosedIn10UnlessKept() throws IOException {
        assertThat(only("GET /fast HTTP/1.0\r\n\r\n")).contains("Connection: close\r\n");
        try (RawClient client = client()) {
            for (int i = 0; i < 2; i++) {
                client.send("GET /fast HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                assertThat(client.answer()).contains("Connection: keep-alive\r\n");
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            all.append(i % 3 == 0 ? "GET /fast HTTP/1.1\r\n" : "GET /items/" + i + " HTTP/1.1\r\n")
                    .append(HOST)
                    .append("\r\n");
        }
        try (RawClient client = client().send(all.toString())) {
            for (int i = 0; i < 1000; i++) {
                assertThat(client.answer()).endsWith("\r\n\r\n" + (i % 3 == 0 ? "fast" : "" + i));
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredAfterTheClientHasFinishedSending() throws IOException {
        String one = "GET /slow HTTP/1.1\r\n" + HOST + "\r\n";
        try (RawClient client = client().send(one + one + one).finish()) {
            assertThat(client.rest().split("slow", -1)).hasSize(4);
        }
    }

    @Test
    void requestMayComeByteByByte() throws IOException {
        String request =
                "\r\nPOST /echo HTTP/1.1\r\n"
                        + HOST
                        + "Content-Length: 3\r\n\r\nabcGET /fast HTTP/1.1";
        try (RawClient client = client()) {
            for (int i = 0; i < request.length(); i++) {
                client.send(request.substring(i, i + 1));
            }
            assertThat(client.answer()).endsWith("\r\n\r\nabc");
            client.send("\r\n" + HOST + "\r\n");
            assertThat(client.answer()).endsWith("fast");
        }
    }

    @Test
    void chunkedBodyIsAggregated() throws IOException {
        String chunks = "3\r\nabc\r\n5;x=\"y\"\r\ndefgh\r\n0\r\nTrailer-A: b\r\n\r\n";
        for (String path : new String[] {"/echo", "/echo-slow"}) {
            try (RawClient client =
                    client().send(
                                    "POST "
                                            + path
                                            + " HTTP/1.1\r\n"
                                            + HOST
                                            + "Transfer-Encoding: Chunked\r\n\r\n"
                                            + chunks
                                            + "GET /fast HTTP/1.1\r\n"
                                            + HOST
                                            + "\r\n")) {
                assertThat(client.answer()).endsWith("\r\n\r\nabcdefgh");
                assertThat(client.answer()).endsWith("fast");
            }
        }
    }

    @Test
    void headIsAnsweredByGetWithoutItsBody() throws IOException {
        try (RawClient client = client()) {
            client.send(
                    "HEAD /fast HTTP/1.1\r\n"
                            + HOST
                            + "\r\nGET /fast HTTP/1.1\r\n"
                            + HOST
                            + "\r\n");
            assertThat(client.head()).contains("200 OK").contains("Content-Length: 4\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 200").endsWith("fast");
            client.send("HEAD /nowhere HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.head()).contains("404 Not Found");
            client.send("HEAD /items/7 HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.head()).contains("Content-Length: 1\r\n");
        }
    }

    @Test
    void optionsIsAnsweredByTheHost() throws IOException {
        try (RawClient client = client()) {
            client.send("OPTIONS /fast HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer())
                    .startsWith("HTTP/1.1 204 No Content\r\n")
                    .contains("Allow: GET, HEAD, OPTIONS\r\n")
                    .doesNotContain("Content-Length");
            client.send("OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 204");
        }
    }

    @Test
    void bodylessStatusesHaveNeitherBodyNorLength() throws IOException {
        try (RawClient client = client()) {
            client.send("GET /empty HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 204").doesNotContain("Length");
            client.send("GET /same HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 304").doesNotContain("Length");
        }
    }

    @Test
    void unknownPathAndMethodKeepTheConnection() throws IOException {
        try (RawClient client = client()) {
            client.send("GET /nowhere HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 404 ");
            client.send("DELETE /fast HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer())
                    .startsWith("HTTP/1.1 405 ")
                    .contains("Allow: GET, HEAD, OPTIONS\r\n");
            client.send("GET /items/%zz HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 400 ");
            client.send("GET /fast HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer()).endsWith("fast");
        }
    }

    @Test
    void pathAndQueryAreDecoded() throws IOException {
        try (RawClient client = client()) {
            client.send("GET /items/a%2Fb%20%C3%A4 HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer()).endsWith("\r\n\r\n" + utf8("a/b ä"));
            client.send("GET /query?q=a+b&x=1&q=%26%3D;c&q HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer()).endsWith("\r\n\r\n/querya b|&=;c|");
            client.send("GET http://X:80/query?q=1 HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.answer()).endsWith("\r\n\r\n/query1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // request line
                "GET /fast\r\n" + HOST + "\r\n",
                "GET  /fast HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /fast  HTTP/1.1\r\n" + HOST + "\r\n",
                "GET\t/fast HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /fast HTTP/1.1 \r\n" + HOST + "\r\n",
                " GET /fast HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /fa\rst HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /f\u00e4st HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /fast#x HTTP/1.1\r\n" + HOST + "\r\n",
                "GET fast HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /query?q=%4 HTTP/1.1\r\n" + HOST + "\r\n",
                "GET * HTTP/1.1\r\n" + HOST + "\r\n",
                "GE(T /fast HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /fast http/1.1\r\n" + HOST + "\r\n",
                "GET /fast HTTP/1.1\n" + HOST + "\r\n",
                // headers
                "GET /fast HTTP/1.1\r\n\r\n",
                "GET /fast HTTP/1.1\r\n" + HOST + HOST + "\r\n",
                "GET /fast HTTP/1.0\r\n" + HOST + "host: y\r\n\r\n",
                "GET /fast HTTP/1.1\r\n" + HOST + "A: b\r\n c\r\n\r\n",
                "GET /fast HTTP/1.1\r\n" + HOST + "A: b\r\n\tc\r\n\r\n",
                "GET /fast HTTP/1.1\r\n" + " A: b\r\n" + HOST + "\r\n",
                "GET /fast HTTP/1.1\r\n" + HOST + "A : b\r\n\r\n",
                "GET /fast HTTP/1.1\r\n" + HOST + "nothing\r\n\r\n",
                "GET /fast HTTP/1.1\r\n" + HOST + ": b\r\n\r\n",
                "GET /fast HTTP/1.1\r\n" + HOST + "A: b\u0000c\r\n\r\n",
                "GET /fast HTTP/1.1\r\n" + HOST + "A: b\rc\r\n\r\n",
                "GET /fast HTTP/1.1\r\n" + HOST + "A: b\n\r\n",
                // framing
                "POST /echo HTTP/1.1\r\n"
                        + HOST
                        + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\n"
                        + HOST
                        + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
                "POST /echo HTTP/1.0\r\n"
                        + HOST
                        + "Content-Length: 3\r\nContent-Length: 9\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 3, 3\r\n\r\nabc",
                "POST /echo HTTP/1.0\r\n" + HOST + "Content-Length: 3, 3\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: +3\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: -3\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 0x3\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\n"
                        + HOST
                        + "Content-Length: 99999999999999999999\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\n" + HOST + "Content-Length:\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\n"
                        + HOST
                        + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\n"
                        + HOST
                        + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\n"
                        + HOST
                        + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\n"
                        + HOST
                        + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\nx\r\n\r\n",
                "POST /echo HTTP/1.1\r\n"
                        + HOST
                        + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n",
                "POST /echo HTTP/1.1\r\n"
                        + HOST
                        + "Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\n"
                        + HOST
                        + "Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n",
                "GET /fast HTTP/1.1\r\n"
                        + HOST
                        + "Sec-WebSocket-Key1: a\r\nSec-WebSocket-Key2: b\r\n\r\n12345678",
            })
    void malformedRequestIsRefusedAndTheConnectionClosed(String request) throws IOException {
        String smuggled = "GET /fast HTTP/1.1\r\n" + HOST + "\r\n";
        assertThat(only(request + smuggled))
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains("Connection: close\r\n")
                .endsWith("\r\n\r\n400 Bad Request\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, chunked", "identity", "xchunked", "chunked;a=b"})
    void unknownTransferCodingIsNotImplemented(String coding) throws IOException {
        assertThat(
                        only(
                                "POST /echo HTTP/1.1\r\n"
                                        + HOST
                                        + "Transfer-Encoding: "
                                        + coding
                                        + "\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 501 ")
                .contains("Connection: close\r\n");
    }

    @Test
    void limitsAreAnsweredEachWithItsOwnStatus() throws IOException {
        assertThat(only("GET /" + "a".repeat(9000) + " HTTP/1.1\r\n" + HOST + "\r\n"))
                .startsWith("HTTP/1.1 414 ");
        assertThat(only("GET /fast HTTP/1.1\r\n" + HOST + "A: " + "b".repeat(17_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(only("GET /fast HTTP/1.1\r\n" + HOST + "A: bcdefghij\r\n".repeat(2000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(only("GET /fast HTTP/2.0\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 505 ");
        assertThat(only("CONNECT x:1 HTTP/1.1\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 501 ");
    }

    @Test
    void bodyUpToItsLimitIsTakenAndBeyondRefused() throws IOException {
        String body = "x".repeat(BODY_LIMIT);
        String fixed = "POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: ";
        String chunked = "POST /echo HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n";
        String hex = Integer.toHexString(BODY_LIMIT);
        try (RawClient client = client()) {
            client.send(fixed + BODY_LIMIT + "\r\n\r\n" + body);
            assertThat(client.answer()).endsWith("\r\n\r\n" + body);
            client.send(chunked + hex + "\r\n" + body + "\r\n0\r\n\r\n");
            assertThat(client.answer()).endsWith("\r\n\r\n" + body);
        }
        assertThat(only(fixed + (BODY_LIMIT + 1) + "\r\n\r\n" + body + "x"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(only(chunked + hex + "\r\n" + body + "\r\n1\r\nx\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void expectationIsMetOrFailed() throws IOException {
        String post = "POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\nExpect: ";
        try (RawClient client = client().send(post + "100-Continue\r\n\r\n")) {
            assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("abc");
            assertThat(client.answer()).startsWith("HTTP/1.1 200").endsWith("abc");
        }
        assertThat(only(post + "200-maybe\r\n\r\n")).startsWith("HTTP/1.1 417 ");
        assertThat(only(post.replace("3\r", "300000\r") + "100-continue\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @ParameterizedTest
    @EnumSource(HttpDoorOptions.Transport.class)
    void eitherTransportServes(HttpDoorOptions.Transport transport) throws IOException {
        try (HttpDoor other =
                        HttpDoor.open(new Gate(generation), Doors.options().transport(transport));
                RawClient client = new RawClient(other.address())) {
            client.send("GET /slow HTTP/1.1\r\n" + HOST + "\r\n").finish();
            assertThat(client.rest()).endsWith("slow");
        }
    }
}
