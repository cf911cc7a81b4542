package dev.midstream.runtime.actor;

import java.util.Arrays;

/**
 * How many turns one thread has run for others' messages, by slot of the type. Written by its
 * thread, plainly, so that counting costs next to nothing; others read what may be a little old.
 */
final class TurnCounts {

    private long[] bySlot = new long[4];

    /** One more. Its own thread only. */
    void count(int slot) {
        if (slot >= bySlot.length) {
            bySlot = Arrays.copyOf(bySlot, Math.max(slot + 1, bySlot.length * 2));
        }
        bySlot[slot]++;
    }

    /** Takes over what a thread that has ended has counted. */
    void add(TurnCounts other) {
        long[] theirs = other.bySlot;
        if (theirs.length > bySlot.length) {
            bySlot = Arrays.copyOf(bySlot, theirs.length);
        }
        for (int slot = 0; slot < theirs.length; slot++) {
            bySlot[slot] += theirs[slot];
        }
    }

    /** How many, about. */
    long of(int slot) {
        long[] seen = bySlot;
        return slot < seen.length ? seen[slot] : 0;
    }
}
