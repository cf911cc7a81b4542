package dev.midstream.api;

import java.util.concurrent.Callable;

/**
 * What a module wants to be run before its new version serves, beside the requests and turns that
 * the host has sampled.
 *
 * <p>All of it runs in a throwaway copy of the whole app, thousands of times, on a thread of the
 * host's with low priority, and at most for the host's budget. What the pieces do to the outside is
 * the module's affair: answers are discarded, effects of actors never happen, but a request to
 * another machine is sent.
 *
 * @since 0.1
 */
public interface Warmup {

    /**
     * Adds a request to one of the app's routes; it is answered by whichever route has the path,
     * replayable or not.
     *
     * @param method the HTTP method, upper case
     * @param target path and query as a client would send them
     * @param contentType of the body; ignored if that is empty
     * @param body of length 0 if there is none; handed over
     * @return this
     * @throws IllegalArgumentException if method or target is malformed
     */
    Warmup request(String method, String target, String contentType, byte[] body);

    /** {@link #request} for GET. */
    default Warmup get(String target) {
        return request("GET", target, "", new byte[0]);
    }

    /**
     * Adds a piece of code of the module's own.
     *
     * @param name names it for people
     * @param work called again and again, by one thread; its value is dropped
     * @return this
     */
    Warmup work(String name, Callable<?> work);
}
