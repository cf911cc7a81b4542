package dev.midstream.runtime.generation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/*
 * Per stripe two monotone counters, entered and exited, side by side on a line of their own.
 *
 * Protocol. Enter: read Gate.current; increment entered; read current again; if it moved, increment
 * exited and start over (Gate.enter). Exit: increment exited of the same stripe. Drained: current
 * has moved away; sum all exited; then sum all entered; drained if they are equal.
 *
 * Proof. Let E(t), X(t) be the true sums at time t. Both only grow, and X(t) <= E(t) always, since
 * each exit follows its own enter. The drainer reads X' <= X(t1), then E' >= E(t1) (t1 lies between
 * the two passes). X' = E' gives E(t1) <= E' = X' <= X(t1) <= E(t1): all equal, so at t1 nobody was
 * inside. Can anybody come in later? An increment of entered that the second pass has not seen comes
 * after that pass in the order of volatile accesses, hence after the store that moved current, hence
 * its second read of current sees the move and it exits again without having run any work.
 * An `exited` that is seen makes the work before it visible (release, acquire).
 *
 * The increment of entered must be ordered before the second read of current (store-load): a
 * volatile read-modify-write. The increment of exited needs release only. A stripe with a single
 * writer (an event loop) may therefore exit with a plain add and a release store.
 */
/** The pins on one generation: who is inside, counted in stripes. Its proof stands above. */
final class Pins {

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

    /** Longs between stripes: 128 bytes, two cache lines, since lines are prefetched in pairs. */
    private static final int STRIDE_SHIFT = 4;

    private final long[] counts;

    Pins(int stripes) {
        counts = new long[(stripes + 1) << STRIDE_SHIFT]; // one spare stride against neighbours
    }

    /** Counts an entry. Any thread. */
    void enter(int stripe) {
        COUNT.getAndAdd(counts, entered(stripe), 1L);
    }

    /** Counts an exit. Any thread; the same stripe as the entry. */
    void exit(int stripe) {
        COUNT.getAndAddRelease(counts, entered(stripe) + 1, 1L);
    }

    /** Counts an exit on a stripe that only the calling thread ever writes. */
    void exitOwned(int stripe) {
        int at = entered(stripe) + 1;
        COUNT.setRelease(counts, at, counts[at] + 1);
    }

    /** Whether nobody is inside; final once the gate has moved on. */
    boolean drained() {
        return held() == 0;
    }

    /** How many are inside: exact when still, never too low for one who stays inside. */
    long held() {
        long exited = 0;
        for (int at = 1 << STRIDE_SHIFT; at < counts.length; at += 1 << STRIDE_SHIFT) {
            exited += (long) COUNT.getVolatile(counts, at + 1);
        }
        long entered = 0;
        for (int at = 1 << STRIDE_SHIFT; at < counts.length; at += 1 << STRIDE_SHIFT) {
            entered += (long) COUNT.getVolatile(counts, at);
        }
        return entered - exited;
    }

    private static int entered(int stripe) {
        return (stripe + 1) << STRIDE_SHIFT;
    }
}
