package dev.midstream.runtime.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A sender of the newer generation moves an actor on its own thread while one of the older sends to
 * it: whoever comes first owns it, what the other sends is handled in the new home, and nobody is
 * moved halfway.
 */
@JCStressTest
@State
@Outcome(id = "well, moved", expect = ACCEPTABLE, desc = "all handled, and the actor has moved")
@Outcome(expect = FORBIDDEN, desc = "a message was lost, or the actor stayed behind")
@SuppressWarnings("this-escape") // nobody sees it before jcstress hands it out
public class MoveStress extends Stressed {

    private final Behaviour two = behaviour("m@2");
    private final Behaviours second = new Behaviours(List.of(two));

    /** An actor that lives in the first generation. */
    public MoveStress() {
        hold(first);
        tell(one, 0, 1, false);
        engine.cutOver(second);
    }

    /** Sends under the older generation; runs that come to this thread enter the newer one. */
    @Actor
    public void one() {
        hold(second);
        tell(one, 1, 1, false);
        tell(one, 1, 2, false);
    }

    /** Sends under the newer generation, whose turns run on this thread. */
    @Actor
    public void other() {
        hold(second);
        tell(two, 2, 1, false);
        tell(two, 2, 2, false);
    }

    /** Looks when all is over. */
    @Arbiter
    public void look(L_Result r) {
        boolean moved = one.table().cell("a").home == two;
        r.r1 = verdict(5) + (moved ? ", moved" : ", left behind");
    }
}
