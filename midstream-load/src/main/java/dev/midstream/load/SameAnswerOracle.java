package dev.midstream.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Asks one path over and over, and expects the first answer again and again. */
public final class SameAnswerOracle implements Oracle {

    private static final Verdict SAME = new Verdict.Version("same");

    private final Request request;
    private byte @Nullable [] first;

    /** An oracle for a path, with its query, percent-encoded. */
    public SameAnswerOracle(String target) {
        this.request = Request.get(0, "", target);
    }

    @Override
    public Request next(long n, int connection) {
        return request;
    }

    @Override
    public Verdict check(Request asked, int connection, byte[] body) {
        if (first == null) {
            first = body;
        }
        if (Arrays.equals(first, body)) {
            return SAME;
        }
        return new Verdict.Wrong("got " + text(body) + ", at first it was " + text(first));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.UTF_8);
    }
}
