package dev.midstream.netty;

import dev.midstream.api.Call;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as its handler sees it. Refers to heap memory only, and to nothing of the generation
 * that it is handed to, so that whoever keeps it keeps no more than the request.
 */
final class RequestCall implements Call {

    /** More than a request line of the longest sensible length can hold. */
    private static final int MOST_QUERY_PARAMETERS = 1 << 16;

    /** Stands for a call that nobody looks at. */
    static final RequestCall NONE =
            new RequestCall(
                    "",
                    new RequestTarget("", null),
                    EmptyHttpHeaders.INSTANCE,
                    RequestBody.EMPTY,
                    List.of(),
                    List.of());

    private final String method;
    private final RequestTarget target;
    private final HttpHeaders headers;
    private final byte @Nullable [] body;
    private final List<String> names;
    private final List<String> values;

    /** Decoded at first use. A race decodes it twice, to equal values. */
    private @Nullable Map<String, List<String>> queries;

    /**
     * A request.
     *
     * @param body null if the handler is given it as a stream
     */
    RequestCall(
            String method,
            RequestTarget target,
            HttpHeaders headers,
            byte @Nullable [] body,
            List<String> names,
            List<String> values) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.names = names;
        this.values = values;
    }

    /** Path and query as sent. */
    String target() {
        String query = target.query();
        return query == null ? target.path() : target.path() + "?" + query;
    }

    /** The headers as sent. */
    HttpHeaders headers() {
        return headers;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        String path = target.path();
        return path.indexOf('%') < 0
                ? path
                : new QueryStringDecoder(path, StandardCharsets.UTF_8).path();
    }

    @Override
    public String path(String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "the route has no path parameter '" + name + "', it has " + names);
        }
        return values.get(at);
    }

    @Override
    public Optional<String> query(String name) {
        List<String> all = queries(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    @Override
    public List<String> queries(String name) {
        return queries().getOrDefault(name, List.of());
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public List<String> headers(String name) {
        return List.copyOf(headers.getAll(name));
    }

    @Override
    public byte[] body() {
        byte[] whole = body;
        if (whole == null) {
            throw new IllegalStateException(
                    "the body of this route comes as a stream: read it from the handler's second"
                            + " parameter");
        }
        return whole;
    }

    @Override
    public String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + target.path();
    }

    private Map<String, List<String>> queries() {
        Map<String, List<String>> decoded = queries;
        if (decoded == null) {
            decoded = decode(target.query());
            queries = decoded;
        }
        return decoded;
    }

    private static Map<String, List<String>> decode(@Nullable String query) {
        if (query == null) {
            return Map.of();
        }
        Map<String, List<String>> decoded =
                new QueryStringDecoder(
                                query, StandardCharsets.UTF_8, false, MOST_QUERY_PARAMETERS, true)
                        .parameters();
        decoded.replaceAll((name, all) -> List.copyOf(all));
        return Collections.unmodifiableMap(decoded);
    }
}
