package dev.midstream.runtime.http;

import dev.midstream.api.AsyncHandler;
import dev.midstream.api.AsyncStreamHandler;
import dev.midstream.api.Handler;
import dev.midstream.api.StreamHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One route as a module declared it.
 *
 * @param method the HTTP method, upper case
 * @param path the pattern, for example {@code /carts/{id}}
 * @param module the module that declared it
 * @param loader the module's class loader, the context class loader of every call
 * @param parameters the names in braces, in order
 * @param handling who answers
 * @param deadline how long an answer may take; empty if the door decides
 * @param sampling what may be kept of its requests, and what for
 */
public record Route(
        String method,
        String path,
        String module,
        ClassLoader loader,
        List<String> parameters,
        Handling handling,
        Optional<Duration> deadline,
        Sampling sampling) {

    /**
     * What may be kept of a route's requests, and what for.
     *
     * @param recorded whether any are kept
     * @param replayable whether they may be replayed to warm a new version
     * @param redacted what is masked in them
     */
    public record Sampling(boolean recorded, boolean replayable, Set<String> redacted) {

        /** Copies the paths. */
        public Sampling {
            redacted = Set.copyOf(redacted);
        }
    }

    private static final Duration LEAST_DEADLINE = Duration.ofMillis(1);
    private static final Duration MOST_DEADLINE = Duration.ofDays(1);

    /** Who answers a route, and on which thread. */
    public sealed interface Handling {}

    /** Answers on a virtual thread of its own and may block. */
    public record Blocking(Handler handler) implements Handling {}

    /** Answers on the event loop and never blocks. */
    public record NonBlocking(AsyncHandler handler) implements Handling {}

    /** As {@link Blocking}, and reads the request's body while it arrives. */
    public record Streaming(StreamHandler handler) implements Handling {}

    /** As {@link NonBlocking}, and is given the request's body while it arrives. */
    public record NonBlockingStreaming(AsyncStreamHandler handler) implements Handling {}

    /**
     * Checks a declaration.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public static Route of(
            String method, String path, String module, ClassLoader loader, Handling handling) {
        if (method.isEmpty() || !method.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw new IllegalArgumentException(
                    "method '" + method + "': upper-case letters expected, for example GET");
        }
        List<String> names = new ArrayList<>();
        for (String segment : segments(path)) {
            if (isParameter(segment)) {
                String name = segment.substring(1, segment.length() - 1);
                if (name.isEmpty() || names.contains(name) || name.contains("{")) {
                    throw new IllegalArgumentException(
                            "path '" + path + "': parameter names must be unique and not empty");
                }
                names.add(name);
            } else if (segment.contains("{") || segment.contains("}")) {
                throw new IllegalArgumentException(
                        "path '" + path + "': a parameter takes a whole segment, '/{name}/'");
            }
        }
        boolean safe = method.equals("GET") || method.equals("HEAD");
        return new Route(
                method,
                path,
                module,
                loader,
                List.copyOf(names),
                handling,
                Optional.empty(),
                new Sampling(true, safe, Set.of()));
    }

    /**
     * This route with a deadline of its own.
     *
     * @throws IllegalArgumentException if it is out of its range
     */
    public Route deadline(Duration other) {
        if (other.compareTo(LEAST_DEADLINE) < 0 || other.compareTo(MOST_DEADLINE) > 0) {
            throw new IllegalArgumentException(
                    "deadline " + other + " of " + this + ": 1 ms to 1 day expected");
        }
        return with(Optional.of(other), sampling);
    }

    /** This route, with its requests sampled or not. */
    public Route recorded(boolean wanted) {
        return with(deadline, new Sampling(wanted, sampling.replayable(), sampling.redacted()));
    }

    /** This route, with its requests replayable. */
    public Route replayable() {
        return with(deadline, new Sampling(sampling.recorded(), true, sampling.redacted()));
    }

    /**
     * This route with one more value masked in what is sampled.
     *
     * @throws IllegalArgumentException if the path is empty
     */
    public Route redact(String masked) {
        if (masked.isBlank()) {
            throw new IllegalArgumentException(
                    "redact of " + this + ": a path expected, for example card.number");
        }
        Set<String> all = new HashSet<>(sampling.redacted());
        all.add(masked);
        return with(deadline, new Sampling(sampling.recorded(), sampling.replayable(), all));
    }

    private Route with(Optional<Duration> otherDeadline, Sampling otherSampling) {
        return new Route(
                method, path, module, loader, parameters, handling, otherDeadline, otherSampling);
    }

    /**
     * What names it in every generation: {@code GET /carts/{id}}. Refers to nothing of a module.
     */
    public String kind() {
        return method + " " + path;
    }

    /** Whether the handler is called before the request's body has come. */
    public boolean streams() {
        return switch (handling) {
            case Blocking _, NonBlocking _ -> false;
            case Streaming _, NonBlockingStreaming _ -> true;
        };
    }

    static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}") && segment.length() > 1;
    }

    static String[] segments(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            throw new IllegalArgumentException("path '" + path + "' must begin with '/'");
        }
        return path.length() == 1 ? new String[0] : path.substring(1).split("/", -1);
    }

    /** The route as people write it, with its module: {@code GET /carts/{id} of web}. */
    @Override
    public String toString() {
        return method + " " + path + " of " + module;
    }
}
