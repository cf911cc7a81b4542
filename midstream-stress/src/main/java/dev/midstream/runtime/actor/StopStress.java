package dev.midstream.runtime.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * One thread makes an actor stop again and again while another one sends to it: no message falls
 * between two incarnations, and these never run at once. A thread that stops the actor last leaves
 * no actor behind.
 */
@JCStressTest
@State
@Outcome(id = "well", expect = ACCEPTABLE, desc = "all handled, in order, alone")
@Outcome(expect = FORBIDDEN, desc = "a message was lost, run twice or out of order, or had company")
public class StopStress extends Stressed {

    /** Stops it twice. */
    @Actor
    public void one() {
        hold(first);
        tell(one, 1, 1, true);
        tell(one, 1, 2, true);
    }

    /** Sends to it, and stops it once. */
    @Actor
    public void other() {
        hold(first);
        tell(one, 2, 1, false);
        tell(one, 2, 2, true);
        tell(one, 2, 3, false);
    }

    /** Looks when all is over. */
    @Arbiter
    public void look(L_Result r) {
        r.r1 = verdict(5);
    }
}
