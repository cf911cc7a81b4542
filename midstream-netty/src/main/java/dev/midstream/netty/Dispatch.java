package dev.midstream.netty;

import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.http.Match;
import dev.midstream.runtime.http.Route;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Leads a connection's requests into the current generation, each once: finds the route, enters,
 * and begins an exchange. One per connection; confined to its event loop.
 */
final class Dispatch {

    private final DoorLoop loop;
    private final Connection connection;
    private final Incoming incoming;
    private final @Nullable AccessEntry entry;

    Dispatch(DoorLoop loop, Connection connection, Incoming incoming, @Nullable AccessEntry entry) {
        this.loop = loop;
        this.connection = connection;
        this.incoming = incoming;
        this.entry = entry;
    }

    /** Dispatches the request that is complete; answers it if there is no route for it. */
    void complete(HttpRequest complete, RequestTarget asked, byte[] bytes) {
        String method = complete.method().name();
        Generation generation = loop.enter();
        if (entry != null) {
            entry.enter(generation);
        }
        boolean found = false;
        try {
            Match match = generation.router().match(method, asked.path());
            if (match instanceof Match.Found hit) {
                found = true;
                BodyFeed body = hit.route().streams() ? BodyFeed.of(bytes) : null;
                call(generation, hit, complete, asked, bytes, body);
            } else {
                connection.answer(withoutRoute(method, match));
            }
        } finally {
            if (!found) {
                loop.exit(generation);
            }
        }
    }

    private static Response withoutRoute(String method, Match match) {
        return switch (match) {
            case Match.OtherMethods(var allowed) -> Refusal.otherMethods(method, allowed);
            case Match.Malformed _ -> Refusal.BAD_REQUEST;
            case Match.NoSuchPath _, Match.Found _ -> Refusal.NOT_FOUND;
        };
    }

    /**
     * Dispatches the request whose head has come, if its route takes the body while it arrives.
     *
     * @return whether it is such a route
     */
    boolean head(HttpRequest head, RequestTarget asked) {
        if (!loop.gate.current().router().streams()) {
            return false;
        }
        // Another generation than that one may be current by now; what counts is the one entered.
        Generation generation = loop.enter();
        boolean found = false;
        try {
            if (generation.router().match(head.method().name(), asked.path())
                            instanceof Match.Found hit
                    && hit.route().streams()) {
                found = true;
                call(generation, hit, head, asked, RequestBody.EMPTY, connection.feed());
            }
        } finally {
            if (!found) {
                loop.exit(generation);
            }
        }
        return found;
    }

    private void call(
            Generation generation,
            Match.Found hit,
            HttpRequest head,
            RequestTarget asked,
            byte[] bytes,
            @Nullable BodyFeed body) {
        String method = head.method().name();
        Route route = hit.route();
        RequestCall call =
                new RequestCall(
                        method,
                        asked,
                        head.headers(),
                        body == null ? bytes : null,
                        route.parameters(),
                        hit.values());
        if (entry != null) {
            entry.enter(generation);
            entry.route(route);
        }
        boolean gzips = loop.options.gzip() && incoming.acceptsGzip();
        Exchange begun =
                new Exchange(loop, connection, generation, route, method, asked.path(), gzips);
        connection.works(begun);
        begun.call(generation, hit, call, body);
    }
}
