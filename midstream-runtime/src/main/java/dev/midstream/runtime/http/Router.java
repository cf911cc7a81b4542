package dev.midstream.runtime.http;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The route table of one generation. Immutable; safe for all threads.
 *
 * <p>Paths without parameters are found with one map look-up; the others by walking a tree of
 * segments, literals before parameters, going back where a literal leads nowhere.
 */
public final class Router {

    private static final Match NO_SUCH_PATH = new Match.NoSuchPath();
    private static final Match MALFORMED = new Match.Malformed();

    private final List<Route> routes;
    private final Map<String, Leaf> literal = new HashMap<>();
    private final Node root = new Node();

    private Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /**
     * Builds the table.
     *
     * @throws Refused with {@link HttpError#SAME_ROUTE} for each pair of routes that collide
     */
    public static Router of(List<Route> routes) throws Refused {
        Router router = new Router(routes);
        List<Finding> collisions = new ArrayList<>();
        for (Route route : router.routes) {
            Node node = router.root;
            for (String segment : Route.segments(route.path())) {
                node = node.child(segment);
            }
            Route other = node.leaf.routes.putIfAbsent(route.method(), route);
            if (other != null) {
                collisions.add(
                        Finding.error(
                                HttpError.SAME_ROUTE,
                                route.module(),
                                "declares " + route + ", and so does " + other,
                                "Remove one of the two or give it another path"));
            }
            if (route.parameters().isEmpty()) {
                router.literal.put(route.path(), node.leaf);
            }
        }
        if (!collisions.isEmpty()) {
            throw new Refused(collisions);
        }
        router.root.seal();
        return router;
    }

    /** All routes, in the order of their declaration. */
    public List<Route> routes() {
        return routes;
    }

    /**
     * Finds who answers.
     *
     * @param method the request's method
     * @param path the request's path as sent: percent-encoded, without the query
     */
    public Match match(String method, String path) {
        Leaf leaf = literal.get(path);
        if (leaf != null) {
            Match.Found found = leaf.found.get(method);
            return found != null ? found : leaf.otherMethods();
        }
        if (path.isEmpty() || path.charAt(0) != '/') {
            return NO_SUCH_PATH;
        }
        List<String> segments = segments(path);
        if (segments == null) {
            return MALFORMED;
        }
        List<String> values = new ArrayList<>(2);
        Leaf walked = root.walk(segments, 0, values);
        if (walked == null) {
            return NO_SUCH_PATH;
        }
        Route route = walked.routes.get("HEAD".equals(method) ? walked.headAs : method);
        return route != null ? new Match.Found(route, values) : walked.otherMethods();
    }

    /** The decoded segments of a path; null if an encoding is broken. */
    private static @Nullable List<String> segments(String path) {
        List<String> segments = new ArrayList<>(4);
        if (path.length() == 1) {
            return segments;
        }
        int from = 1;
        while (true) {
            int to = path.indexOf('/', from);
            String segment = path.substring(from, to < 0 ? path.length() : to);
            String decoded = segment.indexOf('%') < 0 ? segment : decode(segment);
            if (decoded == null) {
                return null;
            }
            segments.add(decoded);
            if (to < 0) {
                return segments;
            }
            from = to + 1;
        }
    }

    private static @Nullable String decode(String segment) {
        byte[] encoded = segment.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[encoded.length];
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes[length++] = encoded[i];
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            bytes[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException broken) {
            return null;
        }
    }

    /** The routes that share one shape of path. */
    private static final class Leaf {
        final Map<String, Route> routes = new TreeMap<>();
        final Map<String, Match.Found> found = new HashMap<>();
        SortedSet<String> allowed = Collections.emptySortedSet();
        String headAs = "HEAD";

        void seal() {
            SortedSet<String> methods = new TreeSet<>(routes.keySet());
            if (methods.add("HEAD") && routes.containsKey("GET")) {
                headAs = "GET";
            } else if (!routes.containsKey("HEAD")) {
                methods.remove("HEAD");
            }
            methods.add("OPTIONS");
            allowed = Collections.unmodifiableSortedSet(methods);
            routes.forEach((method, r) -> found.put(method, new Match.Found(r, List.of())));
            Match.Found get = found.get("GET");
            if (get != null) {
                found.putIfAbsent("HEAD", get);
            }
        }

        Match otherMethods() {
            return routes.isEmpty() ? NO_SUCH_PATH : new Match.OtherMethods(allowed);
        }
    }

    /** One segment of the tree. */
    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final Leaf leaf = new Leaf();
        @Nullable Node parameter;

        Node child(String segment) {
            if (!Route.isParameter(segment)) {
                return literals.computeIfAbsent(segment, s -> new Node());
            }
            if (parameter == null) {
                parameter = new Node();
            }
            return parameter;
        }

        void seal() {
            leaf.seal();
            literals.values().forEach(Node::seal);
            if (parameter != null) {
                parameter.seal();
            }
        }

        @Nullable Leaf walk(List<String> segments, int at, List<String> values) {
            if (at == segments.size()) {
                return leaf.routes.isEmpty() ? null : leaf;
            }
            String segment = segments.get(at);
            Node next = literals.get(segment);
            if (next != null) {
                Leaf found = next.walk(segments, at + 1, values);
                if (found != null) {
                    return found;
                }
            }
            if (parameter == null || segment.isEmpty()) {
                return null;
            }
            values.add(segment);
            Leaf found = parameter.walk(segments, at + 1, values);
            if (found == null) {
                values.removeLast();
            }
            return found;
        }
    }
}
