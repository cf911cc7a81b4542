package dev.midstream.runtime.generation;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * {@link EnterAgainstDrainStress} on an event loop's own stripe, which is left by a plain add: two
 * requests overlap, as on one loop, so that each exit builds on the other.
 */
@JCStressTest
@State
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "both in 1, and not drained meanwhile")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "both in and out of 1 before it was drained")
@Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "one in each, 1 not drained meanwhile")
@Outcome(id = "3, 1", expect = ACCEPTABLE, desc = "one in each, 1 drained after its request")
@Outcome(id = "4, 0", expect = ACCEPTABLE, desc = "counted on 1 for a moment, both entered 2")
@Outcome(id = "4, 1", expect = ACCEPTABLE, desc = "both entered 2")
@Outcome(expect = FORBIDDEN, desc = "work ran inside a released generation")
public class LoopAgainstDrainStress extends Switched {

    private final LoopEntrance loop = gate.claimLoop();

    /** Two requests; r1 is the sum of their generations, or negative. */
    @Actor
    public void enter(II_Result r) {
        Generation one = loop.enter();
        Generation other = loop.enter();
        int worked = work(one);
        loop.exit(one);
        int workedToo = work(other);
        loop.exit(other);
        r.r1 = worked < 0 || workedToo < 0 ? -1 : worked + workedToo;
    }

    /** Switches, and releases generation 1 if it is drained. */
    @Actor
    public void drain(II_Result r) {
        gate.switchTo(second);
        r.r2 = release(first) ? 1 : 0;
    }
}
