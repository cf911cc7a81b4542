package dev.midstream.benchmarks;

import dev.midstream.load.Oracle;
import dev.midstream.load.Request;
import dev.midstream.load.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Asks a {@link LayeredApp} over HTTP and judges its answers to the letter. {@link #orNext} and
 * {@link #only} are safe for all threads, the rest belongs to the load's.
 */
final class LayeredOracle implements Oracle {

    private static final int QUESTIONS = 8;

    private record Allowed(int number, List<byte[]> serving, List<byte[]> next) {}

    private volatile Allowed allowed;

    LayeredOracle(LayeredApp serving) {
        allowed = new Allowed(1, answers(serving), List.of());
    }

    private static List<byte[]> answers(LayeredApp app) {
        return IntStream.range(0, QUESTIONS)
                .mapToObj(question -> app.expected(question).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** From now on the next version may answer too. */
    void orNext(LayeredApp next) {
        allowed = new Allowed(allowed.number(), allowed.serving(), answers(next));
    }

    /** From now on only the next version may answer. */
    void only(LayeredApp now) {
        allowed = new Allowed(allowed.number() + 1, answers(now), List.of());
    }

    @Override
    public Request next(long n, int connection) {
        return Request.get(n, String.valueOf(n % QUESTIONS), "/answer/" + n % QUESTIONS);
    }

    @Override
    public Verdict check(Request request, int connection, byte[] body) {
        Allowed now = allowed;
        int question = (int) (request.number() % QUESTIONS);
        if (Arrays.equals(now.serving().get(question), body)) {
            return new Verdict.Version("v" + now.number());
        }
        if (!now.next().isEmpty() && Arrays.equals(now.next().get(question), body)) {
            return new Verdict.Version("v" + (now.number() + 1));
        }
        return new Verdict.Wrong("got " + new String(body, StandardCharsets.UTF_8));
    }
}
