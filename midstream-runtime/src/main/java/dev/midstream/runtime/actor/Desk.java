package dev.midstream.runtime.actor;

import dev.midstream.runtime.record.Sampler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What one thread has before it: which behaviours it holds, and which turn it runs. Confined to its
 * thread, except for what the watch reads.
 */
public abstract class Desk {

    private static final VarHandle BEATS;

    static {
        try {
            BEATS = MethodHandles.lookup().findVarHandle(Desk.class, "beats", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final boolean runsTurns = !Thread.currentThread().isVirtual();
    private boolean watched;
    private boolean waits = true;

    /** Which turns on this thread are kept; null until it runs any. */
    private @Nullable Sampler sampler;

    /** Odd while a turn runs; grows by two with each. */
    private long beats;

    /** Turns that this thread has run as their sender. */
    private final TurnCounts ownTurns = new TurnCounts();

    /** Valid while beats is odd. */
    @Nullable Turning turning;

    /** What a worker works on; null on other threads. */
    @Nullable Run run;

    /** The desk of the calling thread. */
    protected Desk() {}

    /** The behaviours that this thread holds now; null if none. */
    protected abstract @Nullable Behaviours held();

    /** Holds the current behaviours until {@link #exit}. */
    protected abstract Behaviours enter();

    /** Lets go of what {@link #enter} held. */
    protected abstract void exit();

    /**
     * One more hold of a behaviour's generation, for another thread.
     *
     * @param what names the work for people
     * @param of the behaviour whose turn this thread runs: one of those that it holds, or an older
     *     one that somebody else holds for this turn
     */
    protected abstract Hold fork(String what, Behaviour of);

    /** A hold on behaviours that one other thread takes over. */
    public interface Hold {

        /** Runs the work under this hold, and lets go. Once. */
        void run(Runnable work);

        /** Lets go without having run anything. */
        void cancel();
    }

    /** Says that nothing may wait on this thread: it is an event loop. */
    public final void neverWaits() {
        waits = false;
    }

    /** Whether this thread may wait for an answer. */
    final boolean mayWait() {
        return waits && run == null && !inTurn();
    }

    /** Whether turns of a behaviour may run on this thread now. */
    final boolean mayRun(Behaviour behaviour) {
        if (!runsTurns) {
            return false;
        }
        Behaviours held = held();
        return held != null && held.has(behaviour);
    }

    /** Turns that this thread has run as their sender. */
    final TurnCounts ownTurns() {
        return ownTurns;
    }

    final boolean inTurn() {
        return (beats & 1) != 0;
    }

    final void begin(Turning turn, Watch watch) {
        if (!watched) {
            watched = true;
            sampler = new Sampler();
            watch.add(this);
        }
        turning = turn;
        BEATS.setRelease(this, beats + 1);
    }

    /** For how many turns the one that runs stands, if it is to be kept; else 0. */
    final int sampled() {
        Sampler known = sampler;
        return known != null && known.due() ? known.weight() : 0;
    }

    final void end() {
        BEATS.setRelease(this, beats + 1);
        turning = null; // an idle thread keeps no module's class
    }

    /** For the watch. */
    final long beats() {
        return (long) BEATS.getAcquire(this);
    }
}
