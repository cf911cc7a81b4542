package dev.midstream.runtime.generation;

/**
 * The gate as one event loop uses it: enters on a stripe that this loop alone writes. Entry and
 * exit both run on the loop's thread.
 */
public final class LoopEntrance {

    private final Gate gate;
    private final int stripe;
    private final boolean owned;

    LoopEntrance(Gate gate, int stripe, boolean owned) {
        this.gate = gate;
        this.stripe = stripe;
        this.owned = owned;
    }

    /** Enters the current generation; {@link #exit} it exactly once, on this thread. */
    public Generation enter() {
        return gate.enter(stripe);
    }

    /** Leaves a generation that {@link #enter} returned. */
    public void exit(Generation generation) {
        if (owned) {
            generation.pins().exitOwned(stripe);
        } else {
            generation.pins().exit(stripe);
        }
    }
}
