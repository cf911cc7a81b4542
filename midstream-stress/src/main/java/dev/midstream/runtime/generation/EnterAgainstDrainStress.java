package dev.midstream.runtime.generation;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Work enters by its thread's pin while the pipeline switches, drains and releases.
 *
 * <p>r1: the generation entered, or -1 if it was released while the work was inside. r2: whether
 * generation 1 was drained.
 */
@JCStressTest
@State
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "inside 1, and not drained meanwhile")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "in and out of 1 before it was drained")
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "counted on 1 for a moment, then entered 2")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "entered 2")
@Outcome(expect = FORBIDDEN, desc = "work ran inside a released generation")
public class EnterAgainstDrainStress extends Switched {

    /** Works. */
    @Actor
    public void enter(II_Result r) {
        try (Pin pin = gate.enter()) {
            r.r1 = work(pin.generation());
        }
    }

    /** Switches, and releases generation 1 if it is drained. */
    @Actor
    public void drain(II_Result r) {
        gate.switchTo(second);
        r.r2 = release(first) ? 1 : 0;
    }
}
