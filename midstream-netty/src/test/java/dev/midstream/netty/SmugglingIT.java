package dev.midstream.netty;

import static dev.midstream.netty.Doors.blocking;
import static dev.midstream.netty.Doors.streaming;
import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that two parsers could read differently. Each is sent with a second request behind it,
 * as an attacker would: it is refused, the connection is closed, and the second one reaches no
 * handler.
 */
class SmugglingIT {

    private static final String HOST = "Host: x\r\n";
    private static final String POST = "POST /echo HTTP/1.1\r\n" + HOST;
    private static final String STREAM = "POST /stream HTTP/1.1\r\n" + HOST;
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\n" + HOST + "\r\n";

    private final AtomicInteger smuggled = new AtomicInteger();

    private final Generation generation =
            Doors.generation(
                    1,
                    blocking("POST", "/echo", call -> Response.text("echo " + call.text())),
                    streaming(
                            "POST",
                            "/stream",
                            (call, body) -> Response.text("" + body.readAllBytes().length)),
                    blocking("GET", "/fast", call -> Response.text("fast")),
                    blocking(
                            "GET",
                            "/smuggled",
                            call -> {
                                smuggled.incrementAndGet();
                                return Response.text("smuggled");
                            }));

    private HttpDoor door;

    @BeforeEach
    void open() throws IOException {
        door = HttpDoor.open(new Gate(generation), Doors.options());
    }

    @AfterEach
    void nothingIsHeld() {
        door.close(Doors.PATIENCE);
        assertThat(generation.held()).isZero();
    }

    private static Arguments shape(String name, int status, String request) {
        return Arguments.of(name, status, request);
    }

    static Stream<Arguments> framing() {
        return Stream.of(
                shape(
                        "length and coding",
                        400,
                        POST + "Content-Length: 5\r\n" + CHUNKED + "0\r\n\r\n"),
                shape(
                        "coding and length",
                        400,
                        POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
                shape(
                        "two lengths",
                        400,
                        POST + "Content-Length: 0\r\nContent-Length: 5\r\n\r\nabcde"),
                shape(
                        "two equal lengths",
                        400,
                        POST + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde"),
                shape("length as list", 400, POST + "Content-Length: 0, 5\r\n\r\nabcde"),
                shape("length with plus", 400, POST + "Content-Length: +5\r\n\r\nabcde"),
                shape("length with minus", 400, POST + "Content-Length: -5\r\n\r\nabcde"),
                shape("length with space", 400, POST + "Content-Length: 0 5\r\n\r\nabcde"),
                shape("length with zero in front", 400, POST + "Content-Length: 05\r\n\r\nabcde"),
                shape("length in hexadecimal", 400, POST + "Content-Length: 0x5\r\n\r\nabcde"),
                shape("length with fraction", 400, POST + "Content-Length: 5.0\r\n\r\nabcde"),
                shape("empty length", 400, POST + "Content-Length: \r\n\r\n"),
                shape(
                        "length beyond 64 bits",
                        400,
                        POST + "Content-Length: 18446744073709551621\r\n\r\nabcde"),
                shape(
                        "coding of two lines",
                        400,
                        POST + "Transfer-Encoding: chunked\r\n" + CHUNKED + "0\r\n\r\n"),
                shape(
                        "chunked, then identity",
                        400,
                        POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
                shape("xchunked", 501, POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                shape("identity", 501, POST + "Transfer-Encoding: identity\r\n\r\n"),
                shape("gzip, chunked", 501, POST + "Transfer-Encoding: gzip, chunked\r\n\r\n"),
                shape("quoted coding", 501, POST + "Transfer-Encoding: \"chunked\"\r\n\r\n"),
                shape(
                        "coding with vertical tab",
                        400,
                        POST + "Transfer-Encoding: \u000bchunked\r\n\r\n"),
                shape(
                        "folded coding",
                        400,
                        POST + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
                shape(
                        "space before the colon",
                        400,
                        POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
                shape(
                        "coding in 1.0",
                        400,
                        "POST /echo HTTP/1.0\r\n" + HOST + CHUNKED + "0\r\n\r\n"));
    }

    static Stream<Arguments> chunks() {
        return Stream.of(POST, STREAM)
                .flatMap(to ->
                        Stream.of(
                                chunk(to, "size that overflows", "10000000000000001\r\na\r\n"),
                                chunk(to, "size of 32 bits and more", "100000001\r\na\r\n"),
                                chunk(to, "negative size", "-1\r\na\r\n"),
                                chunk(to, "size with plus", "+1\r\na\r\n"),
                                chunk(to, "size with 0x", "0x1\r\na\r\n"),
                                chunk(to, "size with space in front", " 1\r\na\r\n"),
                                chunk(to, "words behind the size", "1 1\r\na\r\n"),
                                chunk(to, "space behind the size", "1 \r\na\r\n"),
                                chunk(to, "tab behind the size", "1\t\r\na\r\n"),
                                chunk(to, "empty size", "\r\na\r\n"),
                                chunk(to, "extension without size", ";a=b\r\na\r\n"),
                                chunk(to, "bare LF after the size", "1\na\r\n"),
                                chunk(to, "bare LF in an extension", "1;a\nb\r\na\r\n"),
                                chunk(to, "bare CR in an extension", "1;a\rb\r\na\r\n"),
                                chunk(to, "NUL in an extension", "1;a\u0000\r\na\r\n"),
                                chunk(to, "bare LF after the data", "1\r\na\n"),
                                chunk(to, "data longer than its size", "1\r\nab\r\n"),
                                chunk(
                                        to,
                                        "endless extension",
                                        "1;" + "a".repeat(70_000) + "\r\na\r\n"),
                                chunk(
                                        to,
                                        "trailer with a length",
                                        "0\r\nContent-Length: 5\r\n\r\n"),
                                chunk(
                                        to,
                                        "trailer with a coding",
                                        "0\r\nTransfer-Encoding: chunked\r\n\r\n"),
                                chunk(to, "trailer with a host", "0\r\nHost: y\r\n\r\n"),
                                chunk(to, "folded trailer", "0\r\nA: b\r\n c\r\n\r\n"),
                                chunk(to, "space before a trailer's colon", "0\r\nA : b\r\n\r\n"),
                                chunk(to, "trailer without colon", "0\r\nabc\r\n\r\n"),
                                chunk(to, "bare LF in trailers", "0\r\nA: b\n\r\n"),
                                chunk(to, "bare LF at the end", "0\r\n\n")));
    }

    private static Arguments chunk(String to, String name, String chunks) {
        String where = to.equals(POST) ? " (collected)" : " (streamed)";
        return shape(name + where, 400, to + CHUNKED + chunks);
    }

    static Stream<Arguments> heads() {
        String get = "GET /fast HTTP/1.1\r\n";
        return Stream.of(
                shape("no host", 400, get + "\r\n"),
                shape("two hosts", 400, get + HOST + "Host: y\r\n\r\n"),
                shape("host with a path", 400, get + "Host: x/y\r\n\r\n"),
                shape("host with a user", 400, get + "Host: u@x\r\n\r\n"),
                shape("host of two words", 400, get + "Host: x y\r\n\r\n"),
                shape("host with a port of letters", 400, get + "Host: x:http\r\n\r\n"),
                shape(
                        "other host in the target",
                        400,
                        "GET http://y/fast HTTP/1.1\r\n" + HOST + "\r\n"),
                shape(
                        "user in the target",
                        400,
                        "GET http://u@x/fast HTTP/1.1\r\n" + HOST + "\r\n"),
                shape("fragment", 400, "GET /fast#a HTTP/1.1\r\n" + HOST + "\r\n"),
                shape("NUL in the target", 400, "GET /fa\u0000st HTTP/1.1\r\n" + HOST + "\r\n"),
                shape("tabs in the line", 400, "GET\t/fast\tHTTP/1.1\r\n" + HOST + "\r\n"),
                shape("two spaces in the line", 400, "GET  /fast HTTP/1.1\r\n" + HOST + "\r\n"),
                shape("space before the method", 400, " GET /fast HTTP/1.1\r\n" + HOST + "\r\n"),
                shape("blank line of a space", 400, " \r\nGET /fast HTTP/1.1\r\n" + HOST + "\r\n"),
                shape("space after the line", 400, "GET /fast HTTP/1.1 \r\n" + HOST + "\r\n"),
                shape("HTTP/1.10", 400, "GET /fast HTTP/1.10\r\n" + HOST + "\r\n"),
                shape("HTTP/01.1", 400, "GET /fast HTTP/01.1\r\n" + HOST + "\r\n"),
                shape("HTTP/1", 400, "GET /fast HTTP/1\r\n" + HOST + "\r\n"),
                shape("no version", 400, "GET /fast\r\n" + HOST + "\r\n"),
                shape("http in lower case", 400, "GET /fast http/1.1\r\n" + HOST + "\r\n"),
                shape("method with a colon", 400, "GE:T /fast HTTP/1.1\r\n" + HOST + "\r\n"),
                shape("bare LF after the line", 400, "GET /fast HTTP/1.1\n" + HOST + "\r\n"),
                shape("bare LF after a header", 400, get + "Host: x\n\r\n"),
                shape("bare LF as the end", 400, get + HOST + "\n"),
                shape("bare CR in a value", 400, get + HOST + "A: b\rc\r\n\r\n"),
                shape("NUL in a value", 400, get + HOST + "A: b\u0000c\r\n\r\n"),
                shape("control character in a value", 400, get + HOST + "A: b\u0001c\r\n\r\n"),
                shape("DEL in a value", 400, get + HOST + "A: b\u007fc\r\n\r\n"),
                shape("control character in a name", 400, get + HOST + "A\u0001: b\r\n\r\n"),
                shape("space in a name", 400, get + HOST + "A b: c\r\n\r\n"),
                shape("NUL in a name", 400, get + HOST + "A\u0000: c\r\n\r\n"),
                shape("header without a name", 400, get + HOST + ": c\r\n\r\n"),
                shape("header without a colon", 400, get + HOST + "abc\r\n\r\n"),
                shape("first header begins with space", 400, get + " A: b\r\n" + HOST + "\r\n"),
                shape("folded header", 400, get + HOST + "A: b\r\n\tc\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"framing", "chunks", "heads"})
    void shapeIsRefusedAndWhatIsBehindItReachesNoHandler(String name, int status, String request)
            throws IOException {
        try (RawClient client = new RawClient(door.address())) {
            client.send(request + SMUGGLED);
            String answer = client.rest(); // returns, so the connection was closed
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            assertThat(answer).contains("Connection: close\r\n").doesNotContain("smuggled");
            assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
        }
        assertThat(smuggled).as(name).hasValue(0);
    }
}
