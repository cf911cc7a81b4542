package dev.midstream.api;

import java.util.List;
import java.util.Optional;

/**
 * One HTTP request, as a handler sees it: complete, or without its body for a handler that streams
 * it.
 *
 * <p>Immutable and safe to hand to other threads. Valid beyond the answer.
 *
 * @since 0.1
 */
public interface Call {

    /** The method, upper case, for example {@code GET}. */
    String method();

    /** The request's path, percent-decoded, without the query. */
    String path();

    /**
     * The value of a path parameter, percent-decoded.
     *
     * @param name as it stands between braces in the route's path
     * @throws IllegalArgumentException if the route has no such parameter
     */
    String path(String name);

    /** The first value of a query parameter, decoded; empty if there is none. */
    Optional<String> query(String name);

    /** All values of a query parameter in order, decoded. */
    List<String> queries(String name);

    /** The first value of a header, by name without regard to case; empty if there is none. */
    Optional<String> header(String name);

    /** All values of a header in order, by name without regard to case. */
    List<String> headers(String name);

    /**
     * The body; of length 0 if there is none. A shared array: do not write to it.
     *
     * @throws IllegalStateException if the handler is given the body as a stream
     */
    byte[] body();

    /**
     * The body decoded as UTF-8.
     *
     * @throws IllegalStateException if the handler is given the body as a stream
     */
    String text();
}
