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
 * Two threads send to one actor, through the fast path and through the box: all messages are
 * handled, once, in each sender's order, and never two at once.
 */
@JCStressTest
@State
@Outcome(id = "well", expect = ACCEPTABLE, desc = "all handled, in order, alone")
@Outcome(expect = FORBIDDEN, desc = "a message was lost, run twice or out of order, or had company")
public class SendersStress extends Stressed {

    /** Sends three. */
    @Actor
    public void one() {
        hold(first);
        tell(one, 1, 1, false);
        tell(one, 1, 2, false);
        tell(one, 1, 3, false);
    }

    /** Sends three. */
    @Actor
    public void other() {
        hold(first);
        tell(one, 2, 1, false);
        tell(one, 2, 2, false);
        tell(one, 2, 3, false);
    }

    /** Looks when all is over. */
    @Arbiter
    public void look(L_Result r) {
        r.r1 = verdict(6);
    }
}
