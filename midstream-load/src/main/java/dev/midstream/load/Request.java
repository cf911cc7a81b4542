package dev.midstream.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One HTTP request, encoded once and ready to send. Immutable. */
public final class Request {

    private final long number;
    private final String stamp;
    private final byte[] wire;

    private Request(long number, String stamp, byte[] wire) {
        this.number = number;
        this.stamp = stamp;
        this.wire = wire;
    }

    /**
     * A request that is encoded already: what is asked thousands of times per second is not made of
     * strings, or the load would collect garbage while it measures.
     *
     * @param wire handed over: not to be written to any more
     */
    static Request encoded(long number, String stamp, byte[] wire) {
        return new Request(number, stamp, wire);
    }

    /**
     * A GET.
     *
     * @param number the number that {@link Oracle#next} was called with
     * @param stamp what the answer must carry, so that no answer passes for that of another request
     * @param target path and query as sent: ASCII, percent-encoded
     */
    public static Request get(long number, String stamp, String target) {
        String head = "GET " + target + " HTTP/1.1\r\nHost: load\r\n\r\n";
        return new Request(number, stamp, head.getBytes(StandardCharsets.ISO_8859_1));
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
        byte[] ascii = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] wire = Arrays.copyOf(ascii, ascii.length + body.length);
        System.arraycopy(body, 0, wire, ascii.length, body.length);
        return new Request(number, stamp, wire);
    }

    /** The number that {@link Oracle#next} was called with. */
    public long number() {
        return number;
    }

    /** What the answer must carry. */
    public String stamp() {
        return stamp;
    }

    /** The request as it goes over the wire; not to be written to. */
    byte[] wire() {
        return wire;
    }

    /** The request line and the stamp. */
    @Override
    public String toString() {
        String text = new String(wire, StandardCharsets.ISO_8859_1);
        return text.substring(0, text.indexOf('\r')) + " [" + stamp + "]";
    }
}
