package dev.midstream.netty;

import dev.midstream.api.Response;
import dev.midstream.api.StreamedBody;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Which answers are sent with gzip, and to whom. */
final class Compression {

    /** A shorter body seldom gets shorter by more than the headers cost. */
    static final int LEAST_BYTES = 1 << 10;

    /** Longer bodies are not compressed on the event loop, where others would wait for it. */
    static final int MOST_LOOP_BYTES = 32 << 10;

    private static final Set<String> TEXTS =
            Set.of(
                    "application/json",
                    "application/x-ndjson",
                    "application/javascript",
                    "application/xml",
                    "application/graphql",
                    "application/wasm",
                    "image/svg+xml");

    private Compression() {}

    /**
     * Whether a client takes gzip, and does not like the plain form better.
     *
     * @param headers of the request
     */
    static boolean accepts(HttpHeaders headers) {
        double gzip = -1;
        double identity = -1;
        double any = -1;
        for (String line : headers.getAll(HttpHeaderNames.ACCEPT_ENCODING)) {
            for (String element : line.split(",", -1)) {
                String[] parts = element.split(";", -1);
                double weight = weight(parts);
                switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
                    case "gzip", "x-gzip" -> gzip = Math.max(gzip, weight);
                    case "identity" -> identity = weight;
                    case "*" -> any = weight;
                    default -> {} // a coding that the door does not know
                }
            }
        }
        double taken = gzip >= 0 ? gzip : any;
        return taken > 0 && taken >= identity;
    }

    /** The weight among an element's parameters; 1 if there is none, 0 if it is malformed. */
    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
                String value = parameter.substring(2);
                return value.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?")
                        ? Double.parseDouble(value)
                        : 0;
            }
        }
        return 1;
    }

    /** Whether an answer may be compressed: a text, long enough, not encoded, not forbidden. */
    static boolean suits(Response answer) {
        int status = answer.status();
        if (status == 204 || status == 205 || status == 206 || status == 304) {
            return false;
        }
        if (answer.stream().isEmpty() && answer.body().length < LEAST_BYTES) {
            return false;
        }
        boolean text = false;
        for (Response.Header header : answer.headers()) {
            switch (header.name().toLowerCase(Locale.ROOT)) {
                case "content-type" -> text = isText(header.value());
                case "content-encoding", "content-range" -> {
                    return false;
                }
                case "cache-control" -> {
                    if (header.value().toLowerCase(Locale.ROOT).contains("no-transform")) {
                        return false;
                    }
                }
                default -> {}
            }
        }
        return text;
    }

    private static boolean isText(String contentType) {
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end))
                        .strip()
                        .toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.endsWith("+json")
                || type.endsWith("+xml")
                || TEXTS.contains(type);
    }

    /**
     * An answer that {@link #suits}, for a client that takes gzip or not. A whole body is
     * compressed; a streamed one is left to whoever sends it. Either form says that it depends on
     * the request.
     */
    static Response apply(Response answer, boolean gzips) {
        Optional<StreamedBody> stream = answer.stream();
        if (!gzips) {
            return varied(answer, false);
        }
        if (stream.isPresent()) {
            return varied(answer, true).stream(contentType(answer), stream.get());
        }
        byte[] shorter = gzip(answer.body());
        return shorter.length < answer.body().length
                ? varied(answer, true).body(contentType(answer), shorter)
                : varied(answer, false);
    }

    private static String contentType(Response answer) {
        return answer.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Content-Type"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** The answer with Vary, and where it is encoded with what that changes. */
    private static Response varied(Response answer, boolean encoded) {
        Response varied = Response.status(answer.status());
        boolean vary = false;
        for (Response.Header header : answer.headers()) {
            String value = header.value();
            if (header.name().equalsIgnoreCase("Vary")) {
                vary = true;
                value = isVaried(value) ? value : value + ", Accept-Encoding";
            } else if (header.name().equalsIgnoreCase("ETag") && encoded) {
                value = value.startsWith("W/") ? value : "W/" + value;
            }
            varied = varied.header(header.name(), value);
        }
        if (!vary) {
            varied = varied.header("Vary", "Accept-Encoding");
        }
        if (encoded) {
            return varied.header("Content-Encoding", "gzip");
        }
        String type = contentType(answer);
        return answer.stream().isPresent()
                ? varied.stream(type, answer.stream().get())
                : varied.body(type, answer.body());
    }

    private static boolean isVaried(String vary) {
        for (String name : vary.split(",", -1)) {
            if (name.strip().equals("*") || name.strip().equalsIgnoreCase("Accept-Encoding")) {
                return true;
            }
        }
        return false;
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
