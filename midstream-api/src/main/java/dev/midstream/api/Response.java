package dev.midstream.api;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;

/**
 * An HTTP answer: status, headers in order, and a body, complete or streamed. Immutable; one that
 * streams can be given once.
 *
 * <p>The host adds {@code Content-Length}, {@code Date} and {@code Connection}, and {@code
 * Transfer-Encoding} to a streamed body; setting one of these here is refused.
 *
 * @since 0.1
 */
public final class Response {

    private static final byte[] EMPTY = {};

    private final int status;
    private final List<Header> headers;
    private final byte[] body;
    private final Optional<StreamedBody> stream;

    private Response(int status, List<Header> headers, byte[] body) {
        this(status, headers, body, Optional.empty());
    }

    private Response(int status, List<Header> headers, byte[] body, Optional<StreamedBody> stream) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.stream = stream;
    }

    /** One header line. */
    public record Header(String name, String value) {
        /**
         * Checks that neither part can break out of its line.
         *
         * @throws IllegalArgumentException if the name is no token, the value has a control
         *     character, or the header is one that the host sets itself
         */
        public Header {
            checkName(name);
            checkValue(name, value);
        }
    }

    /** An answer with a status, no header and no body. */
    public static Response status(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException(
                    "status " + status + ": a final answer's status is 200 to 599");
        }
        return new Response(status, List.of(), EMPTY);
    }

    /** 200 with a {@code text/plain; charset=utf-8} body. */
    public static Response text(String text) {
        return status(200).body("text/plain; charset=utf-8", text);
    }

    /** 200 with an {@code application/json} body, which the caller has encoded. */
    public static Response json(String json) {
        return status(200).body("application/json", json);
    }

    /** 200 with an {@code application/json} body, which the caller has encoded as UTF-8. */
    public static Response json(byte[] json) {
        return status(200).body("application/json", json);
    }

    /** 200 with a {@code text/html; charset=utf-8} body. */
    public static Response html(String html) {
        return status(200).body("text/html; charset=utf-8", html);
    }

    /** This answer with another body, encoded as UTF-8, and its content type. */
    public Response body(String contentType, String text) {
        return body(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * This answer with another body and its content type.
     *
     * @param contentType the value of {@code Content-Type}
     * @param bytes handed over: the caller must not write to it any more
     */
    public Response body(String contentType, byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        return new Response(status, with("Content-Type", contentType, true), bytes);
    }

    /** This answer with a body that a writer writes while it is sent; see {@link StreamedBody}. */
    public Response stream(String contentType, StreamedBody.Writer writer) {
        Objects.requireNonNull(writer, "writer");
        return stream(contentType, new StreamedBody.Written(writer));
    }

    /** This answer with a body that is read while it is sent; see {@link StreamedBody}. */
    public Response stream(String contentType, InputStream in) {
        Objects.requireNonNull(in, "in");
        return stream(contentType, new StreamedBody.Read(in));
    }

    /** This answer with a body that is published while it is sent; see {@link StreamedBody}. */
    public Response publish(String contentType, Flow.Publisher<ByteBuffer> parts) {
        Objects.requireNonNull(parts, "parts");
        return stream(contentType, new StreamedBody.Published(parts));
    }

    /**
     * This answer with a body that is made while it is sent. It goes out chunked; to a client of
     * HTTP/1.0 up to the end of the connection.
     *
     * @throws IllegalArgumentException if the status is one that has no body
     */
    public Response stream(String contentType, StreamedBody body) {
        Objects.requireNonNull(body, "body");
        if (status == 204 || status == 205 || status == 304) {
            throw new IllegalArgumentException(
                    "status " + status + " has no body, so nothing can be streamed");
        }
        return new Response(
                status, with("Content-Type", contentType, true), EMPTY, Optional.of(body));
    }

    /** This answer with one more header. */
    public Response header(String name, String value) {
        return new Response(status, with(name, value, false), body, stream);
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The headers in the order in which they were added. */
    public List<Header> headers() {
        return headers;
    }

    /** The body; of length 0 if there is none. A shared array: do not write to it. */
    public byte[] body() {
        return body;
    }

    /** The body that is made while it is sent; empty if the body is {@link #body()}. */
    public Optional<StreamedBody> stream() {
        return stream;
    }

    private List<Header> with(String name, String value, boolean replace) {
        Header added = new Header(name, value);
        if (headers.isEmpty()) {
            return List.of(added);
        }
        List<Header> all = new ArrayList<>(headers.size() + 1);
        for (Header header : headers) {
            if (!replace || !header.name().equalsIgnoreCase(name)) {
                all.add(header);
            }
        }
        all.add(added);
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return "Response["
                + status
                + (stream.isPresent() ? ", streamed]" : ", " + body.length + " bytes]");
    }

    private static void checkName(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a header's name must not be empty");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean token =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
            if (!token) {
                throw new IllegalArgumentException(
                        "header name '" + printable(name) + "' has a character that is no token");
            }
        }
        if (isHosts(name)) {
            throw new IllegalArgumentException(
                    "header '" + name + "' is set by the host; leave it out");
        }
    }

    private static boolean isHosts(String name) {
        return switch (name.length()) {
            case 4 -> name.equalsIgnoreCase("Date");
            case 10 -> name.equalsIgnoreCase("Connection");
            case 14 -> name.equalsIgnoreCase("Content-Length");
            case 17 -> name.equalsIgnoreCase("Transfer-Encoding");
            default -> false;
        };
    }

    private static void checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                throw new IllegalArgumentException(
                        "header '"
                                + name
                                + "' has a character that a header cannot carry at index "
                                + i
                                + ": '"
                                + printable(value)
                                + "'");
            }
        }
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 80); i++) {
            char c = text.charAt(i);
            printable.append(c < ' ' || c > '~' ? '?' : c);
        }
        return printable.toString();
    }
}
