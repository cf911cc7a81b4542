package dev.midstream.runtime.generation;

import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.actor.Behaviours;
import dev.midstream.runtime.actor.Desk;
import org.jspecify.annotations.Nullable;

/** A thread's desk: what its pin holds, as actors see it. Confined to its thread. */
final class PinDesk extends Desk {

    private final Gate gate;
    private final Pin pin;
    private final Forks forks;

    PinDesk(Gate gate, Pin pin, Forks forks) {
        this.gate = gate;
        this.pin = pin;
        this.forks = forks;
    }

    @Override
    protected @Nullable Behaviours held() {
        Generation held = pin.generation;
        return held == null ? null : held.behaviours();
    }

    @Override
    protected Behaviours enter() {
        if (pin.depth++ == 0) {
            gate.begin(pin);
        }
        return pin.generation().behaviours();
    }

    @Override
    protected void exit() {
        pin.close();
    }

    @Override
    protected Hold fork(String what, Behaviour of) {
        return forks.fork(gate, generationOf(of), pin.ownStripe, what);
    }

    private Generation generationOf(Behaviour of) {
        Generation held = pin.generation();
        if (held.behaviours().has(of)) {
            return held;
        }
        Behaviours with = of.generation();
        return with != null && with.owner() instanceof Generation older ? older : held;
    }
}
