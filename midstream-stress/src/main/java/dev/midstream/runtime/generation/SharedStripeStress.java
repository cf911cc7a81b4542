package dev.midstream.runtime.generation;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two threads whose ids hash to one stripe, one of which goes on to drain: no entry and no exit is
 * lost, and none counted twice.
 *
 * <p>r1: the generation entered by the one that does not drain, or -1 if it was released while the
 * work was inside. r2: whether generation 1 was drained at once. r3: how many hold either
 * generation when all is over.
 */
@JCStressTest
@State
@Outcome(id = "[12], [01], 0", expect = ACCEPTABLE, desc = "all counted")
@Outcome(expect = FORBIDDEN, desc = "a count was lost, or work ran in a released generation")
public class SharedStripeStress extends Switched {

    private static final int STRIPE = 0;

    /** Works twice. */
    @Actor
    public void one(III_Result r) {
        int worked = pass();
        r.r1 = Math.min(worked, pass());
    }

    /** Works on the same stripe, then switches and releases generation 1 if it is drained. */
    @Actor
    public void other(III_Result r) {
        pass();
        gate.switchTo(second);
        r.r2 = release(first) ? 1 : 0;
    }

    /** Counts when all is over. */
    @Arbiter
    public void count(III_Result r) {
        r.r3 = (int) (Math.abs(first.held()) + Math.abs(second.held()));
    }

    private int pass() {
        Generation generation = gate.enter(STRIPE);
        int worked = work(generation);
        generation.pins().exit(STRIPE);
        return worked;
    }
}
