package dev.midstream.runtime.generation;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * What work wrote before it left, without any synchronisation of its own, is seen by whoever finds
 * the generation drained: a module's {@code stop} may rely on it.
 *
 * <p>r1: who went through generation 1: bit 0 the work on a shared stripe, bit 1 that on a loop's.
 * r2: if drained, 4 and the bits of those whose writes the drainer sees.
 */
@JCStressTest
@State
@Outcome(id = "[013], 0", expect = ACCEPTABLE, desc = "not drained: nothing is promised")
@Outcome(id = "0, 4", expect = ACCEPTABLE, desc = "both entered 2")
@Outcome(id = "1, 5", expect = ACCEPTABLE, desc = "one went through 1, and is seen")
@Outcome(id = "3, 7", expect = ACCEPTABLE, desc = "both went through 1, and are seen")
@Outcome(expect = FORBIDDEN, desc = "drained, and a write is missing")
public class VisibleWhenDrainedStress extends Switched {

    private final LoopEntrance loop = gate.claimLoop();
    private int byThread;
    private int byLoop;

    /** Works in both ways. */
    @Actor
    public void enter(II_Result r) {
        int through = 0;
        try (Pin pin = gate.enter()) {
            if (pin.generation() == first) {
                byThread = 1;
                through |= 1;
            }
        }
        Generation generation = loop.enter();
        if (generation == first) {
            byLoop = 2;
            through |= 2;
        }
        loop.exit(generation);
        r.r1 = through;
    }

    /** Switches, and looks if generation 1 is drained. */
    @Actor
    public void drain(II_Result r) {
        gate.switchTo(second);
        if (first.drained()) {
            r.r2 = 4 | byThread | byLoop;
        }
    }
}
