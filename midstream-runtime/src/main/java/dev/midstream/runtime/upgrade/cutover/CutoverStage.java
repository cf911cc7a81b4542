package dev.midstream.runtime.upgrade.cutover;

import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.GenerationState;

/** The stage cutover. */
public final class CutoverStage {

    private CutoverStage() {}

    /**
     * Makes a generation current. From the return on, nothing enters the other one.
     *
     * @return the generation that was current, now draining
     */
    public static Generation cutOver(Gate gate, Generation next) {
        next.state(GenerationState.CURRENT);
        Generation before = gate.switchTo(next);
        before.state(GenerationState.DRAINING);
        return before;
    }
}
