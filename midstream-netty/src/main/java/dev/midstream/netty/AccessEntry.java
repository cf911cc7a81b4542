package dev.midstream.netty;

import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.http.Route;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the access log will say of the request that a connection works on. Keeps texts and numbers
 * only, so that it refers to no generation. One per connection with an access log; confined to its
 * event loop.
 */
final class AccessEntry {

    @Nullable String method;
    String target = "";
    String version = "";
    @Nullable String referer;
    @Nullable String agent;
    int generation;
    @Nullable String route;
    long begun;

    /** A sound head has come. */
    void begin(HttpRequest head) {
        method = head.method().name();
        target = withoutQuery(head.uri());
        version = head.protocolVersion().text();
        String from = head.headers().get(HttpHeaderNames.REFERER);
        referer = from == null ? null : withoutQuery(from);
        agent = head.headers().get(HttpHeaderNames.USER_AGENT);
        begun = System.nanoTime();
    }

    /** It has entered a generation. */
    void enter(Generation entered) {
        generation = entered.number();
    }

    /** It has found its route. */
    void route(Route found) {
        route = found.toString();
    }

    /** Whether there is a request to tell of. */
    boolean isBegun() {
        return method != null;
    }

    /** The request has been told of. */
    void forget() {
        method = null;
        referer = null;
        agent = null;
        generation = 0;
        route = null;
        begun = 0;
    }

    /** What stands behind a question mark may be a secret. */
    private static String withoutQuery(String target) {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }
}
