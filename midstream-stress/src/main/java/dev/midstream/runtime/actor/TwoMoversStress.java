package dev.midstream.runtime.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A sweep and a sender of the newer generation both come to move an actor: one of them does, and
 * nothing is lost.
 */
@JCStressTest
@State
@Outcome(id = "well, moved", expect = ACCEPTABLE, desc = "all handled, and the actor has moved")
@Outcome(expect = FORBIDDEN, desc = "a message was lost, or the actor stayed behind")
@SuppressWarnings("this-escape") // nobody sees it before jcstress hands it out
public class TwoMoversStress extends Stressed {

    private final Behaviour two = behaviour("m@2");
    private final Behaviours second = new Behaviours(List.of(two));

    /** An actor that lives in the first generation. */
    public TwoMoversStress() {
        hold(first);
        tell(one, 0, 1, false);
        engine.cutOver(second);
    }

    /** Sends under the newer generation, whose turns run on this thread. */
    @Actor
    public void one() {
        hold(second);
        tell(two, 1, 1, false);
        tell(two, 1, 2, false);
    }

    /** Moves every actor. */
    @Actor
    public void other() {
        hold(second);
        engine.migrator().sweep(Duration.ofSeconds(5));
    }

    /** Looks when all is over. */
    @Arbiter
    public void look(L_Result r) {
        boolean moved = one.table().cell("a").home == two;
        r.r1 = verdict(3) + (moved ? ", moved" : ", left behind");
    }
}
