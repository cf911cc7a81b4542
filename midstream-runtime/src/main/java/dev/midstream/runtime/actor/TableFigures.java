package dev.midstream.runtime.actor;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What is counted about one type. Safe for all threads, but for what the watch alone calls. */
final class TableFigures {

    /** Keys among which the busiest is looked for. */
    private static final int CANDIDATES = 1_000;

    private final LongAdder queued = new LongAdder();
    private final LongAdder taken = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder turns = new LongAdder();

    private volatile String busiest = "";
    private volatile String slowest = "";
    private volatile long slowestNanos;
    private final Map<String, Integer> seen = new HashMap<>();

    void queued() {
        queued.increment();
    }

    void taken() {
        taken.increment();
    }

    /** Turns of a worker, counted together. */
    void turns(int more) {
        turns.add(more);
    }

    void failed() {
        failed.increment();
    }

    void refused() {
        refused.increment();
    }

    /** A turn, or several in a row, took a while. */
    void took(String key, long nanos) {
        if (nanos > slowestNanos) {
            slowestNanos = nanos; // racy: a lesser one may win for a moment
            slowest = key;
        }
    }

    /** An actor was found at work; called by the watch. */
    void seen(String key) {
        if (seen.size() >= CANDIDATES && !seen.containsKey(key)) {
            seen.replaceAll((k, hits) -> hits / 2);
            seen.values().removeIf(hits -> hits == 0);
            if (seen.size() >= CANDIDATES) {
                return;
            }
        }
        int hits = seen.merge(key, 1, Integer::sum);
        if (hits >= seen.getOrDefault(busiest, 0)) {
            busiest = key;
        }
    }

    long waiting() {
        return Math.max(0, queued.sum() - taken.sum());
    }

    long poolTurns() {
        return turns.sum();
    }

    long failures() {
        return failed.sum();
    }

    long refusals() {
        return refused.sum();
    }

    String busiest() {
        return busiest;
    }

    String slowest() {
        return slowest;
    }

    long slowestNanos() {
        return slowestNanos;
    }
}
