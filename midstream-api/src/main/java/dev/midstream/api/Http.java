package dev.midstream.api;

import java.time.Duration;

/**
 * Declares HTTP routes of a module.
 *
 * <p>A path begins with {@code /} and consists of segments; a segment {@code {name}} matches any
 * one non-empty segment and is read with {@link Call#path(String)}. Among the routes that have the
 * request's method a literal segment wins over a parameter. Two routes of one generation with the
 * same method and the same shape of path refuse the upgrade. HEAD is answered by the GET route
 * without its body, OPTIONS by the host.
 *
 * @since 0.1
 */
public interface Http {

    /**
     * Declares a route whose handler may block: each call runs on a virtual thread of its own.
     *
     * @param method an HTTP method token in upper case
     * @param path the path's pattern
     * @param handler answers the calls; called concurrently
     * @return this
     * @throws IllegalArgumentException if method or path is malformed; refuses the upgrade
     */
    Http route(String method, String path, Handler handler);

    /**
     * Declares a route whose handler never blocks: it is called on the connection's event loop.
     *
     * @param method an HTTP method token in upper case
     * @param path the path's pattern
     * @param handler answers the calls; called concurrently, one call at a time per event loop
     * @return this
     * @throws IllegalArgumentException if method or path is malformed; refuses the upgrade
     */
    Http routeAsync(String method, String path, AsyncHandler handler);

    /**
     * Declares a route whose handler reads the request's body while it arrives, and may block.
     *
     * @param method an HTTP method token in upper case
     * @param path the path's pattern
     * @param handler answers the calls; called concurrently
     * @return this
     * @throws IllegalArgumentException if method or path is malformed; refuses the upgrade
     */
    Http routeStream(String method, String path, StreamHandler handler);

    /**
     * Declares a route whose handler is given the request's body while it arrives, and never
     * blocks.
     *
     * @param method an HTTP method token in upper case
     * @param path the path's pattern
     * @param handler answers the calls; called concurrently, one call at a time per event loop
     * @return this
     * @throws IllegalArgumentException if method or path is malformed; refuses the upgrade
     */
    Http routeStreamAsync(String method, String path, AsyncStreamHandler handler);

    /**
     * Gives the route that was declared last a request deadline of its own, instead of the host's.
     *
     * @param deadline from the complete request to the answer; for what streams, the longest step.
     *     The host looks several times a second
     * @return this
     * @throws IllegalArgumentException if it is less than a millisecond or more than a day; refuses
     *     the upgrade
     * @throws IllegalStateException if no route was declared yet; refuses the upgrade
     */
    Http deadline(Duration deadline);

    /**
     * Says of the route that was declared last whether its requests may be sampled, to warm later
     * versions with. Credentials ({@code Authorization}, {@code Cookie}) are never kept.
     *
     * @return this
     * @throws IllegalStateException if no route was declared yet; refuses the upgrade
     */
    Http record(Recording recording);

    /**
     * Masks a value in what is sampled of the route that was declared last: letters and digits are
     * replaced, types and lengths stay. Repeatable.
     *
     * @param path {@code header:NAME}, {@code query:NAME}, or a member of a JSON body as {@code
     *     card.number}; a name reaches into the elements of arrays. A body that is no JSON is then
     *     not kept at all
     * @return this
     * @throws IllegalArgumentException if the path is empty; refuses the upgrade
     * @throws IllegalStateException if no route was declared yet; refuses the upgrade
     */
    Http redact(String path);

    /**
     * Says of the route that was declared last that its requests may be replayed to warm a new
     * version: its handler does nothing to the outside, except through actors, whose effects do not
     * happen then. GET and HEAD are replayable by themselves.
     *
     * @return this
     * @throws IllegalStateException if no route was declared yet; refuses the upgrade
     */
    Http replayable();

    /** {@link #route} for GET, and with it HEAD. */
    default Http get(String path, Handler handler) {
        return route("GET", path, handler);
    }

    /** {@link #route} for POST. */
    default Http post(String path, Handler handler) {
        return route("POST", path, handler);
    }

    /** {@link #route} for PUT. */
    default Http put(String path, Handler handler) {
        return route("PUT", path, handler);
    }

    /** {@link #route} for PATCH. */
    default Http patch(String path, Handler handler) {
        return route("PATCH", path, handler);
    }

    /** {@link #route} for DELETE. */
    default Http delete(String path, Handler handler) {
        return route("DELETE", path, handler);
    }

    /** {@link #routeAsync} for GET, and with it HEAD. */
    default Http getAsync(String path, AsyncHandler handler) {
        return routeAsync("GET", path, handler);
    }

    /** {@link #routeAsync} for POST. */
    default Http postAsync(String path, AsyncHandler handler) {
        return routeAsync("POST", path, handler);
    }

    /** {@link #routeAsync} for PUT. */
    default Http putAsync(String path, AsyncHandler handler) {
        return routeAsync("PUT", path, handler);
    }

    /** {@link #routeAsync} for PATCH. */
    default Http patchAsync(String path, AsyncHandler handler) {
        return routeAsync("PATCH", path, handler);
    }

    /** {@link #routeAsync} for DELETE. */
    default Http deleteAsync(String path, AsyncHandler handler) {
        return routeAsync("DELETE", path, handler);
    }

    /** {@link #routeStream} for POST. */
    default Http postStream(String path, StreamHandler handler) {
        return routeStream("POST", path, handler);
    }

    /** {@link #routeStream} for PUT. */
    default Http putStream(String path, StreamHandler handler) {
        return routeStream("PUT", path, handler);
    }

    /** {@link #routeStream} for PATCH. */
    default Http patchStream(String path, StreamHandler handler) {
        return routeStream("PATCH", path, handler);
    }

    /** {@link #routeStreamAsync} for POST. */
    default Http postStreamAsync(String path, AsyncStreamHandler handler) {
        return routeStreamAsync("POST", path, handler);
    }

    /** {@link #routeStreamAsync} for PUT. */
    default Http putStreamAsync(String path, AsyncStreamHandler handler) {
        return routeStreamAsync("PUT", path, handler);
    }

    /** {@link #routeStreamAsync} for PATCH. */
    default Http patchStreamAsync(String path, AsyncStreamHandler handler) {
        return routeStreamAsync("PATCH", path, handler);
    }
}
