package dev.midstream.runtime.upgrade.warm;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How much the replay may work, from how late this machine wakes a thread that wants to run: what
 * live traffic feels, without a look at it. Confined to its thread.
 */
final class Pace {

    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** Lateness that nobody minds. */
    private static final double HARMLESS_NANOS = 2e6;

    private static final int CALIBRATION = 20;
    private static final double LEAST = 0.1;

    private final double most;
    private final boolean behind;
    private double duty;
    private double usualNanos;
    private double lateNanos;

    /**
     * A pace.
     *
     * @param most the share of a processor that it may come to
     * @param behind whether the system keeps the replay behind what serves: then it may always come
     *     to that, and how late this thread is woken says nothing
     */
    Pace(double most, boolean behind) {
        this.behind = behind;
        this.most = most;
        this.duty = behind ? most : Math.min(0.25, most);
    }

    /** Learns how late threads are before anything is replayed. */
    void calibrate() {
        for (int i = 0; i < CALIBRATION; i++) {
            usualNanos = Math.max(usualNanos, 0.9 * (double) nap());
        }
    }

    /** Sleeps a moment, and sees how the machine is. */
    void look() {
        lateNanos = Math.max((double) nap(), 0.8 * lateNanos);
        if (behind) {
            return;
        }
        boolean harmless = lateNanos < Math.max(HARMLESS_NANOS, 2 * usualNanos);
        duty = harmless ? Math.min(most, duty * 1.05) : Math.max(LEAST, duty * 0.7);
    }

    /** The share of a processor that may be used now. */
    double duty() {
        return duty;
    }

    private static long nap() {
        long begun = System.nanoTime();
        LockSupport.parkNanos(NAP_NANOS);
        return Math.max(0, System.nanoTime() - begun - NAP_NANOS);
    }
}
