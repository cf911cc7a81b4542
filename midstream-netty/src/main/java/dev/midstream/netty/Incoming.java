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
    private @Nullable BodyFeed feed;
    private boolean withoutBody;
    private boolean continues;
    private boolean old;
    private int seen;
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
        if ((seen & RequestDecoder.JUDGED) != 0
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
        String host = head.headers().get(HttpHeaderNames.HOST);
        if (host != null && !isFor(head.uri(), host)) {
            return Refusal.BAD_REQUEST;
        }
        request = head;
        target = parsed;
        old = head.protocolVersion().minorVersion() == 0;
        after = after(head, seen);
        if (expects(head, seen)) {
            continues = isContinue(head);
            if (!continues) {
                return Refusal.EXPECTATION_FAILED;
            }
        }
        this.seen = seen;
        return null;
    }

    private static boolean isFor(String target, String host) {
        char first = target.charAt(0);
        return Authority.isValid(host)
                && (first == '/' || first == '*' || Authority.isSame(target, host));
    }

    /** Whether a client of HTTP/1.0 asks, who knows no chunks. */
    boolean old() {
        return old;
    }

    /** Whether the head that was taken last announces a body. */
    boolean announces() {
        int framing = RequestDecoder.CONTENT_LENGTH | RequestDecoder.TRANSFER_ENCODING;
        HttpRequest head = request;
        return (seen & framing) != 0 && head != null && HttpUtil.getContentLength(head, -1L) != 0;
    }

    /** Whether the client takes gzip, and likes it at least as much as the plain form. */
    boolean acceptsGzip() {
        HttpRequest head = request;
        return (seen & RequestDecoder.ACCEPT_ENCODING) != 0
                && head != null
                && Compression.accepts(head.headers());
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

    /**
     * Begins to put together the body that was announced.
     *
     * @return what to refuse the request with; null if it is sound
     */
    @Nullable Response collect() {
        HttpRequest head = request;
        if (head == null) {
            return null;
        }
        if ((seen & RequestDecoder.CONTENT_ENCODING) != 0 && isEncoded(head)) {
            return Refusal.ENCODED;
        }
        long announced = HttpUtil.getContentLength(head, -1L);
        if (announced > limits.bodyBytes()) {
            return Refusal.BODY_TOO_LARGE;
        }
        body = new RequestBody(limits.bodyBytes(), announced);
        return null;
    }

    private static boolean isEncoded(HttpRequest head) {
        for (String coding : head.headers().getAll(HttpHeaderNames.CONTENT_ENCODING)) {
            if (!coding.strip().equalsIgnoreCase("identity")) {
                return true;
            }
        }
        return false;
    }

    private static boolean expects(HttpRequest head, int seen) {
        return (seen & RequestDecoder.EXPECT) != 0 && head.protocolVersion().minorVersion() > 0;
    }

    private static boolean isContinue(HttpRequest head) {
        return "100-continue".equalsIgnoreCase(head.headers().get(HttpHeaderNames.EXPECT));
    }

    /** Whether the client waits for {@code 100 Continue}, and may have it now: true once. */
    boolean mayContinue() {
        BodyFeed fed = feed;
        boolean may = continues && (fed == null || fed.wanted());
        continues &= !may;
        return may;
    }

    /**
     * Begins to hand the body on while it comes.
     *
     * @param moved run when the handler wants the first byte, and when it has made room; any thread
     */
    BodyFeed feed(Runnable moved) {
        BodyFeed fed = new BodyFeed(moved);
        feed = fed;
        return fed;
    }

    /** Whether a body is being handed on, and its end has not come. */
    boolean streams() {
        return feed != null;
    }

    /** The body that was handed on is complete. */
    void end() {
        BodyFeed fed = feed;
        forget();
        if (fed != null) {
            fed.end();
        }
    }

    /** Nothing more comes of a body that is handed on. */
    void fail(BodyFeed.Failure why) {
        BodyFeed fed = feed;
        if (fed != null) {
            fed.fail(why);
        }
    }

    /** Whether no more should be read, while a request is worked on. */
    boolean full() {
        BodyFeed fed = feed;
        return fed == null ? decoder.buffered() > limits.pipelinedBytes() : fed.full();
    }

    /** Whether the client owes the next part of a body that is handed on. */
    boolean waits() {
        BodyFeed fed = feed;
        return fed != null && !continues && !fed.full();
    }

    /**
     * Takes a part of the body; the caller releases it.
     *
     * @return what to refuse the request with; null if it is sound, or its handler is told
     */
    @Nullable Response append(HttpContent content) {
        boolean sound = content.decoderResult().isSuccess();
        BodyFeed fed = feed;
        RequestBody coming = body;
        if (fed != null && sound) {
            fed.put(content.content());
        } else if (fed != null) {
            decoder.discard();
            fed.fail(BodyFeed.Failure.MALFORMED);
        } else if (!sound) {
            return Refusal.BAD_REQUEST;
        } else if (coming != null && !coming.append(content.content())) {
            return Refusal.BODY_TOO_LARGE;
        }
        return null;
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
        feed = null;
    }
}
