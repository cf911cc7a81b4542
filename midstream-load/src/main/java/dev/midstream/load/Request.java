package dev.midstream.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One HTTP request, encoded once and ready to send. Immutable. */
public final class Request {

    private static final byte[] NO_BODY = {};

    private final long number;
    private final String stamp;
    private final String head;
    private final byte[] body;

    private Request(long number, String stamp, String head, byte[] body) {
        this.number = number;
        this.stamp = stamp;
        this.head = head;
        this.body = body;
    }

    /**
     * A GET.
     *
     * @param number the number that {@link Oracle#next} was called with
     * @param stamp what the answer must carry, so that no answer passes for that of another request
     * @param target path and query as sent: ASCII, percent-encoded
     */
    public static Request get(long number, String stamp, String target) {
        return new Request(
                number, stamp, "GET " + target + " HTTP/1.1\r\nHost: load\r\n\r\n", NO_BODY);
    }

    /**
     * A POST.
     *
     * @param number the number that {@link Oracle#next} was called with
     * @param stamp what the answer must carry, so that no answer passes for that of another request
     * @param target path and query as sent: ASCII, percent-encoded
     * @param contentType the body's type
     * @param body handed over: not to be written to any more
     */
    public static Request post(
            long number, String stamp, String target, String contentType, byte[] body) {
        String head =
                "POST "
                        + target
                        + " HTTP/1.1\r\nHost: load\r\nContent-Type: "
                        + contentType
                        + "\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        return new Request(number, stamp, head, body);
    }

    /** The number that {@link Oracle#next} was called with. */
    public long number() {
        return number;
    }

    /** What the answer must carry. */
    public String stamp() {
        return stamp;
    }

    /** The request as it goes over the wire; a new array. */
    byte[] wire() {
        byte[] ascii = head.getBytes(StandardCharsets.ISO_8859_1);
        if (body.length == 0) {
            return ascii;
        }
        byte[] wire = Arrays.copyOf(ascii, ascii.length + body.length);
        System.arraycopy(body, 0, wire, ascii.length, body.length);
        return wire;
    }

    /** The request line and the stamp. */
    @Override
    public String toString() {
        return head.substring(0, head.indexOf('\r')) + " [" + stamp + "]";
    }
}
