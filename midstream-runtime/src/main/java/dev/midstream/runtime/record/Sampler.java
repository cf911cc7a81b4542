package dev.midstream.runtime.record;

import java.util.SplittableRandom;

/**
 * Says which of many to keep: all of the first, later one of about sixty-four, at random distances,
 * so that what comes in turns is not missed. Confined to its thread.
 */
public final class Sampler {

    /** The mean distance, once there are enough. */
    public static final int STRIDE = 64;

    /** So many are kept without leaving any out. */
    private static final int ALL_OF = 256;

    private final SplittableRandom random = new SplittableRandom();
    private int left = 1;
    private int distance = 1;
    private int taken;

    /** Has counted none. */
    public Sampler() {}

    /** Counts one; whether it is to be kept. */
    public boolean due() {
        if (--left > 0) {
            return false;
        }
        again();
        return true;
    }

    private void again() {
        distance = next(taken);
        left = distance;
        taken = Math.min(taken + 1, 2 * ALL_OF);
    }

    private int next(int before) {
        return before < ALL_OF ? 1 : STRIDE / 2 + random.nextInt(STRIDE);
    }

    /** For how many the one that is due stands, about. */
    public int weight() {
        return distance;
    }
}
