package dev.midstream.netty;

import dev.midstream.api.Response;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The answers that the door gives by itself. */
final class Refusal {

    static final Response BAD_REQUEST = plain(400);
    static final Response NOT_FOUND = plain(404);
    static final Response REQUEST_TIMEOUT = plain(408);
    static final Response BODY_TOO_LARGE = plain(413);
    static final Response TARGET_TOO_LONG = plain(414);
    static final Response ENCODED = plain(415).header("Accept-Encoding", "identity");
    static final Response EXPECTATION_FAILED = plain(417);
    static final Response HEADERS_TOO_LARGE = plain(431);
    static final Response FAILED = plain(500);
    static final Response NOT_IMPLEMENTED = plain(501);
    static final Response UNAVAILABLE = plain(503).header("Retry-After", "1");
    static final Response DEADLINE_PASSED = plain(504);
    static final Response VERSION_NOT_SUPPORTED = plain(505);

    private Refusal() {}

    /** 405, or 204 for OPTIONS, which asks for just that. */
    static Response otherMethods(String method, SortedSet<String> allowed) {
        Response answer = method.equals("OPTIONS") ? Response.status(204) : plain(405);
        return answer.header("Allow", String.join(", ", allowed));
    }

    /** What is wrong with a head that Netty could not decode. */
    static Response undecodable(HttpRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return TARGET_TOO_LONG;
        }
        if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongFrameException) {
            return HEADERS_TOO_LARGE;
        }
        boolean coding =
                request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                        && !request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                        && request.protocolVersion().minorVersion() > 0
                        && !HttpUtil.isTransferEncodingChunked(request);
        return coding ? NOT_IMPLEMENTED : BAD_REQUEST;
    }

    /**
     * What is wrong with a head that Netty has decoded.
     *
     * @param seen the bits of {@link RequestDecoder}
     * @return null if nothing is
     */
    static @Nullable Response of(HttpRequest request, int seen, int hosts) {
        int major = request.protocolVersion().majorVersion();
        boolean old = request.protocolVersion().minorVersion() == 0;
        if (major != 1) {
            return VERSION_NOT_SUPPORTED;
        }
        if (hosts > 1 || (hosts == 0 && !old) || (seen & RequestDecoder.TWICE) != 0) {
            return BAD_REQUEST;
        }
        // Netty reads 8 bytes of body, which nothing in HTTP announces, after such a head.
        if ((seen & RequestDecoder.HIXIE_KEY) != 0) {
            return BAD_REQUEST;
        }
        if ((seen & RequestDecoder.CONTENT_LENGTH) != 0) {
            String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
            // Some read it as octal.
            if (length != null && length.length() > 1 && length.charAt(0) == '0') {
                return BAD_REQUEST;
            }
        }
        if ((seen & RequestDecoder.TRANSFER_ENCODING) != 0) {
            if (old || (seen & RequestDecoder.CONTENT_LENGTH) != 0) {
                return BAD_REQUEST;
            }
            String coding = request.headers().get(HttpHeaderNames.TRANSFER_ENCODING);
            if (!"chunked".equalsIgnoreCase(coding)) {
                return NOT_IMPLEMENTED;
            }
        }
        return null;
    }

    /** What is wrong with a target that makes no sense. */
    static Response target(HttpRequest request) {
        return request.method().name().equals("CONNECT") ? NOT_IMPLEMENTED : BAD_REQUEST;
    }

    private static Response plain(int status) {
        String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
        return Response.status(status)
                .body("text/plain; charset=utf-8", status + " " + reason + "\n");
    }
}
