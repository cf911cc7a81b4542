package dev.midstream.runtime.actor;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the actors of one type with an older behaviour while somebody holds that, because not every
 * reply of the newer one can be said by it. Up from the cutover until the older generation is
 * drained, at most the drain's deadline. Safe for all threads.
 *
 * <p>While it is up, the older behaviour handles its own messages and those that nobody holds
 * anything for, timers and answers among them: whoever holds the older generation may wait for what
 * they lead to. Messages of the newer one wait. A turn that is run for nobody's pin counts itself
 * in, and the fence is down only when all of those are out.
 */
final class Fence {

    private final Behaviour from;
    private final Behaviour to;
    private final boolean back;
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean up = true;

    Fence(Behaviour from, Behaviour to, boolean back) {
        this.back = back;
        this.from = from;
        this.to = to;
    }

    /** The older behaviour. */
    Behaviour from() {
        return from;
    }

    /** The newer behaviour. */
    Behaviour to() {
        return to;
    }

    /**
     * Whether it was put up by a rollback: then actors are on both sides, and one that has gone
     * back comes here again for whoever still holds this side.
     */
    boolean back() {
        return back;
    }

    boolean isUp() {
        return up;
    }

    /** Begins a turn in the older behaviour; false if the fence has just been lifted. */
    boolean enter() {
        inside.incrementAndGet();
        if (up) {
            return true;
        }
        exit();
        return false;
    }

    /** Ends such a turn. */
    void exit() {
        inside.decrementAndGet();
    }

    /** Lets no further turn into the older behaviour. */
    void lift() {
        up = false;
    }

    /** Whether the last turn in the older behaviour has ended. Final once it is lifted. */
    boolean isEmpty() {
        return inside.get() == 0;
    }
}
