package dev.midstream.runtime.record;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A request that was served, without its credentials. Bytes and strings: refers to no module.
 *
 * @param method the HTTP method
 * @param target path and query as sent
 * @param headers names and values in turn, as sent; credentials are left out
 * @param body the whole body; not to be written to
 * @param status what it was answered with
 * @param nanos how long its handler took on its thread; 0 if nobody looked
 */
public record RequestSample(
        String method, String target, List<String> headers, byte[] body, int status, long nanos) {

    /** Longer bodies are not kept. */
    public static final int MOST_BODY = 64 << 10;

    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

    /** Copies the headers. */
    public RequestSample {
        headers = List.copyOf(headers);
    }

    /** Whether a header is never kept. */
    public static boolean isCredential(String header) {
        return CREDENTIALS.contains(header.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
