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
     * Counts one more piece of work into the generation that a pin holds. Sound although that may
     * not be current any more: whoever holds the pin has not been counted out yet, so a drain that
     * counts it out counts this in (see {@code Pins}).
     */
    Desk.Hold fork(Gate gate, Pin pin, String what) {
        Generation held = pin.generation();
        held.pins().enter(pin.ownStripe);
        Fork fork = new Fork(gate, held, pin.ownStripe, what);
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
