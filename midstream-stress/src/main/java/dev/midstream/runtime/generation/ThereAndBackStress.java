package dev.midstream.runtime.generation;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * An upgrade is rolled back and the next one follows, all while somebody enters: the second look at
 * the gate cannot tell generation 1 from generation 1 come back, and need not.
 *
 * <p>r1: the generation entered, or -1 if it was released while the work was inside. r2: bit 0 if
 * generation 2 was drained after the rollback, bit 1 if generation 1 was after the next upgrade.
 */
@JCStressTest
@State
@Outcome(id = "[123], [0123]", expect = ACCEPTABLE, desc = "entered one, and it stayed")
@Outcome(expect = FORBIDDEN, desc = "work ran inside a released generation")
public class ThereAndBackStress extends Switched {

    private final Generation third = generation(3);

    /** Works. */
    @Actor
    public void enter(II_Result r) {
        try (Pin pin = gate.enter()) {
            r.r1 = work(pin.generation());
        }
    }

    /** Upgrades to 2, rolls back to 1, upgrades to 3. */
    @Actor
    public void upgrade(II_Result r) {
        gate.switchTo(second);
        gate.switchTo(first);
        int drained = release(second) ? 1 : 0;
        gate.switchTo(third);
        r.r2 = drained | (release(first) ? 2 : 0);
    }
}
