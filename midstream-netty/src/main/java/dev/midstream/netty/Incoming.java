package dev.midstream.netty;

import dev.midstream.api.Response;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * The request that comes in on a connection: judged at its head, put together until it is complete.
 * One per connection, used for one request after another. Confined to its event loop.
 */
final class Incoming {

    private final HttpDoorOptions.Limits limits;
    private final RequestDecoder decoder;

    private @Nullable HttpRequest request;
    private @Nullable RequestTarget target;
    private @Nullable RequestBody body;
    private boolean withoutBody;
    private boolean continues;
    private ResponseEncoder.After after = ResponseEncoder.After.CLOSED;

    Incoming(HttpDoorOptions.Limits limits, RequestDecoder decoder) {
        this.limits = limits;
        this.decoder = decoder;
    }

    /**
     * Takes a head.
     *
     * @return what to refuse it with; null if it is sound
     */
    @Nullable Response begin(HttpRequest head) {
        withoutBody = head.method().name().equals("HEAD");
        continues = false;
        if (!head.decoderResult().isSuccess()) {
            ReferenceCountUtil.release(head);
            return Refusal.undecodable(head);
        }
        int seen = decoder.seen();
        if (seen != 0
                || decoder.hosts() != 1
                || !head.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            Response wrong = Refusal.of(head, seen, decoder.hosts());
            if (wrong != null) {
                return wrong;
            }
        }
        RequestTarget parsed = RequestTarget.parse(head.method().name(), head.uri());
        if (parsed == null) {
            return Refusal.target(head);
        }
        request = head;
        target = parsed;
        after = after(head, seen);
        if (expects(head, seen)) {
            continues = isContinue(head);
            if (!continues) {
                return Refusal.EXPECTATION_FAILED;
            }
        }
        return (seen & (RequestDecoder.CONTENT_LENGTH | RequestDecoder.TRANSFER_ENCODING)) == 0
                ? null
                : bodyToCome(head);
    }

    private static ResponseEncoder.After after(HttpRequest head, int seen) {
        boolean old = head.protocolVersion().minorVersion() == 0;
        if ((seen & RequestDecoder.CONNECTION) == 0) {
            return old ? ResponseEncoder.After.CLOSED : ResponseEncoder.After.OPEN;
        }
        if (!HttpUtil.isKeepAlive(head)) {
            return ResponseEncoder.After.CLOSED;
        }
        return old ? ResponseEncoder.After.KEPT : ResponseEncoder.After.OPEN;
    }

    private @Nullable Response bodyToCome(HttpRequest head) {
        long announced = HttpUtil.getContentLength(head, -1L);
        if (announced > limits.bodyBytes()) {
            return Refusal.BODY_TOO_LARGE;
        }
        if (announced != 0) {
            body = new RequestBody(limits.bodyBytes(), announced);
        }
        return null;
    }

    private static boolean expects(HttpRequest head, int seen) {
        return (seen & RequestDecoder.EXPECT) != 0 && head.protocolVersion().minorVersion() > 0;
    }

    private static boolean isContinue(HttpRequest head) {
        return "100-continue".equalsIgnoreCase(head.headers().get(HttpHeaderNames.EXPECT));
    }

    /** Whether the head that was taken last announced a body. */
    boolean bodyComes() {
        return body != null;
    }

    /** Whether the client waits for {@code 100 Continue} before it sends its body. */
    boolean continues() {
        return continues;
    }

    /**
     * Takes a part of the body; the caller releases it.
     *
     * @return what to refuse the request with; null if it is sound
     */
    @Nullable Response append(HttpContent content) {
        if (!content.decoderResult().isSuccess()) {
            return Refusal.BAD_REQUEST;
        }
        RequestBody coming = body;
        return coming == null || coming.append(content.content()) ? null : Refusal.BODY_TOO_LARGE;
    }

    /** The head; null between requests. */
    @Nullable HttpRequest request() {
        return request;
    }

    /** What is asked for; null between requests. */
    @Nullable RequestTarget target() {
        return target;
    }

    /** The complete body; of length 0 if there is none. */
    byte[] body() {
        RequestBody came = body;
        return came == null ? RequestBody.EMPTY : came.complete();
    }

    /** Whether the answer has no body, because the request is a HEAD. Holds until the next head. */
    boolean withoutBody() {
        return withoutBody;
    }

    /** How the connection goes on after the answer, if all goes well. Holds until the next head. */
    ResponseEncoder.After after() {
        return after;
    }

    /** Lets the request go. */
    void forget() {
        request = null;
        target = null;
        body = null;
    }
}
