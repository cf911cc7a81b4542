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
 * segments, literals before parameters, going back where a literal leads nowhere or only to other
 * methods: a literal route never hides the method of another route that has the path, too.
 */
public final class Router {

    private static final Match NO_SUCH_PATH = new Match.NoSuchPath();
    private static final Match MALFORMED = new Match.Malformed();

    private final List<Route> routes;
    private final Map<String, Leaf> literal = new HashMap<>();
    private final Node root = new Node();
    private final boolean streams;

    private Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
        this.streams = routes.stream().anyMatch(Route::streams);
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

    /** Whether any route streams the body of its requests. */
    public boolean streams() {
        return streams;
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
            if (found != null) {
                return found;
            }
        }
        if (path.isEmpty() || path.charAt(0) != '/') {
            return NO_SUCH_PATH;
        }
        List<String> segments = segments(path);
        if (segments == null) {
            return MALFORMED;
        }
        Walk walk = new Walk(method, segments);
        Route route = root.walk(walk, 0);
        if (route != null) {
            return new Match.Found(route, walk.values);
        }
        SortedSet<String> allowed = walk.allowed;
        return allowed == null ? NO_SUCH_PATH : new Match.OtherMethods(allowed);
    }

    /** One search in the tree: what is sought, and what was met on the way. */
    private static final class Walk {
        final String method;
        final List<String> segments;
        final List<String> values = new ArrayList<>(2);

        /** The methods of all routes that have the path; null if none has. */
        @Nullable SortedSet<String> allowed;

        Walk(String method, List<String> segments) {
            this.method = method;
            this.segments = segments;
        }

        void met(SortedSet<String> methods) {
            if (allowed == null) {
                allowed = methods;
            } else {
                SortedSet<String> all = new TreeSet<>(allowed);
                all.addAll(methods);
                allowed = Collections.unmodifiableSortedSet(all);
            }
        }
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

        @Nullable Route route(Walk walk) {
            if (routes.isEmpty()) {
                return null;
            }
            Route route = routes.get("HEAD".equals(walk.method) ? headAs : walk.method);
            if (route == null) {
                walk.met(allowed);
            }
            return route;
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

        @Nullable Route walk(Walk walk, int at) {
            if (at == walk.segments.size()) {
                return leaf.route(walk);
            }
            String segment = walk.segments.get(at);
            Node next = literals.get(segment);
            if (next != null) {
                Route found = next.walk(walk, at + 1);
                if (found != null) {
                    return found;
                }
            }
            if (parameter == null || segment.isEmpty()) {
                return null;
            }
            walk.values.add(segment);
            Route found = parameter.walk(walk, at + 1);
            if (found == null) {
                walk.values.removeLast();
            }
            return found;
        }
    }
}
