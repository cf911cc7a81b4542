package dev.midstream.runtime.generation;

import dev.midstream.runtime.actor.Desk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Holds that work on one thread has taken for work on another. Safe for all threads. */
final class Forks implements Holders {

    private final Set<Fork> open = ConcurrentHashMap.newKeySet();

    /**
     * Counts one more piece of work into a generation that somebody holds. Sound although that may
     * not be current any more: who holds it has not been counted out yet, so a drain that counts
     * that out counts this in (see {@code Pins}). A turn that an actors' fence holds is waited for
     * before anything is released, so this is seen by who releases.
     *
     * @param stripe the calling thread's
     */
    Desk.Hold fork(Gate gate, Generation held, int stripe, String what) {
        held.pins().enter(stripe);
        Fork fork = new Fork(gate, held, stripe, what);
        open.add(fork);
        return fork;
    }

    @Override
    public List<Held> held(Generation generation) {
        List<Held> held = new ArrayList<>();
        for (Fork fork : open) {
            if (fork.generation == generation) {
                held.add(new Held(fork.what, fork::interrupt));
            }
        }
        return held;
    }

    private final class Fork implements Desk.Hold {
        final Gate gate;
        final Generation generation;
        final int stripe;
        final String what;
        private volatile @Nullable Thread thread;

        Fork(Gate gate, Generation generation, int stripe, String what) {
            this.gate = gate;
            this.generation = generation;
            this.stripe = stripe;
            this.what = what;
        }

        @Override
        public void run(Runnable work) {
            thread = Thread.currentThread();
            try (var _ = gate.lend(generation)) {
                work.run();
            } finally {
                cancel();
            }
        }

        @Override
        public void cancel() {
            thread = null;
            open.remove(this);
            generation.pins().exit(stripe);
        }

        void interrupt() {
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
        }
    }
}
