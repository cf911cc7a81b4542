package dev.midstream.benchmarks;

import dev.midstream.benchmarks.contract.Keep;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks actors at a steady rate on a thread of its own, whatever comes back when, and keeps when
 * each question was due and when it was answered. Latency counts from when it was due.
 */
final class Foreground implements AutoCloseable {

    private static final int PER_SECOND = 5_000;
    private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
    private static final int MOST = 300 * PER_SECOND;

    private final Keep keep;
    private final int actors;
    private final long[] answered = new long[MOST];
    private final long begun = System.nanoTime();
    private final Thread thread;
    private volatile int count;
    private volatile boolean ends;

    /** Begins to ask. */
    Foreground(Keep keep, int actors) {
        this.keep = keep;
        this.actors = actors;
        this.thread = Thread.ofPlatform().name("foreground").daemon().start(this::run);
    }

    private void run() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < MOST && !ends; i++) {
            long due = due(i);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            keep.touch(random.nextInt(actors));
            answered[i] = System.nanoTime();
            count = i + 1;
        }
    }

    private long due(int i) {
        return begun + i * BETWEEN_NANOS;
    }

    /** Nanoseconds that 99 % of the questions took that were due in a time; NaN if none was. */
    double p99(long from, long to) {
        long[] took = new long[MOST];
        int many = 0;
        for (int i = 0; i < count; i++) {
            if (due(i) >= from && due(i) < to) {
                took[many++] = answered[i] - due(i);
            }
        }
        Arrays.sort(took, 0, many);
        return many == 0 ? Double.NaN : took[(int) Math.min(many - 1, many * 0.99)];
    }

    /** The longest time without an answer around an instant, in nanoseconds. */
    long silence(long at, long around) {
        long longest = 0;
        for (int i = 1; i < count; i++) {
            if (answered[i] >= at - around && answered[i - 1] <= at + around) {
                longest = Math.max(longest, answered[i] - answered[i - 1]);
            }
        }
        return longest;
    }

    @Override
    public void close() {
        ends = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
