package dev.midstream.runtime.upgrade.warm;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * One kind of work that is done again and again, until it costs the same each time. Confined to the
 * replaying thread while that runs; then to whoever has joined it.
 */
final class Piece {

    /** Kinds that make up more of the traffic than this are settled with care. */
    private static final double MUCH_PERCENT = 2;

    /** What brings the methods of one request past every threshold of the compiler. */
    private static final long MANY = 7_000;

    private static final long SOME = 2_500;

    private static final int WINDOW = 200;

    /** Two times so many are compared. */
    private static final int WINDOWS = 3;

    /** By how much the best of the later ones may differ from the best of the earlier ones. */
    private static final double CHANGE = 0.10;

    /** Such differences of one run say nothing. */
    private static final long NOISE_NANOS = 1_000;

    /** Failures in a row after which it is given up. */
    private static final int MOST_FAILURES = 50;

    private final String name;
    private final double percent;
    private final long liveNanos;
    private final List<Callable<Boolean>> samples;

    private final long[] windows = new long[2 * WINDOWS];
    private long runs;
    private long windowNanos;
    private int failures;
    private Optional<String> cold;

    /**
     * A piece.
     *
     * @param samples each answers whether it came to its end
     * @param cold why it cannot be run; empty if it can
     */
    Piece(
            String name,
            double percent,
            long liveNanos,
            List<Callable<Boolean>> samples,
            Optional<String> cold) {
        this.name = name;
        this.percent = percent;
        this.liveNanos = liveNanos;
        this.samples = List.copyOf(samples);
        this.cold = cold;
    }

    String name() {
        return name;
    }

    double percent() {
        return percent;
    }

    long liveNanos() {
        return liveNanos;
    }

    long runs() {
        return runs;
    }

    /** Processor time of one run, lately. */
    long nanos() {
        return windows[0] / WINDOW;
    }

    /** Why it will be cold. */
    Optional<String> cold() {
        return cold;
    }

    boolean canRun() {
        return cold.isEmpty() && !samples.isEmpty();
    }

    /** Gives it up. */
    void giveUp(String why) {
        cold = Optional.of(why);
    }

    /** Runs the next sample. */
    void run() {
        Callable<Boolean> sample = samples.get((int) (runs % samples.size()));
        runs++;
        try {
            if (sample.call()) {
                failures = 0;
                return;
            }
            failed("has no answer in a shadow");
        } catch (InterruptedException stuck) {
            giveUp("does not return in a shadow");
        } catch (Exception | LinkageError | AssertionError | StackOverflowError thrown) {
            failed("fails in a shadow with " + thrown);
        }
    }

    private void failed(String why) {
        if (++failures >= MOST_FAILURES) {
            giveUp(why);
        }
    }

    /** Notes the processor time of the last run. */
    void took(long nanos) {
        windowNanos += nanos;
        if (runs % WINDOW == 0) {
            System.arraycopy(windows, 0, windows, 1, windows.length - 1);
            windows[0] = windowNanos;
            windowNanos = 0;
        }
    }

    /** Whether it was run often enough and costs the same each time; or cannot be run. */
    boolean settled() {
        if (!canRun()) {
            return true;
        }
        if (runs < (percent >= MUCH_PERCENT ? MANY : SOME)) {
            return false;
        }
        long later = best(0);
        long earlier = best(WINDOWS);
        long change = Math.abs(later - earlier);
        return change <= earlier * CHANGE || change < WINDOW * NOISE_NANOS;
    }

    /**
     * The cheapest of some windows: what disturbs a run only makes it dearer, so the best ones show
     * what the code costs.
     */
    private long best(int from) {
        long best = Long.MAX_VALUE;
        for (int window = from; window < from + WINDOWS; window++) {
            best = Math.min(best, windows[window]);
        }
        return best;
    }
}
