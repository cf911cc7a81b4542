package dev.midstream.runtime.upgrade.compare;

import dev.midstream.runtime.actor.ShadowActors;
import dev.midstream.runtime.actor.TurnEnd;
import dev.midstream.runtime.comparison.Difference;
import dev.midstream.runtime.comparison.DifferenceKind;
import dev.midstream.runtime.comparison.Differences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares how a turn has ended with how it ends in a shadow. Replies by the names of their
 * components, since that is what whoever asked sees; states in the new version's classes, since a
 * state that was converted is what the new version goes on with.
 */
final class TurnComparison {

    private static final String REPLY = "reply";
    private static final String STATE = "state";
    private static final String TURN = "turn";

    private final ShadowActors actors;

    TurnComparison(ShadowActors actors) {
        this.actors = actors;
    }

    /** How a turn that was kept ends otherwise now. */
    List<Difference> of(ShadowActors.Kept kept, TurnEnd now) {
        TurnEnd before = kept.ended();
        if (before.failed() || now.failed()) {
            return before.failed() == now.failed()
                    ? List.of()
                    : List.of(
                            new Difference(
                                    TURN, DifferenceKind.OUTCOME, outcome(before), outcome(now)));
        }
        List<Difference> differences = new ArrayList<>(replies(before, now));
        if (before.stopped() != now.stopped()) {
            differences.add(new Difference(STATE, DifferenceKind.STOP, stops(before), stops(now)));
        }
        if (!before.stopped() && !now.stopped()) {
            before.after().ifPresent(old -> differences.addAll(states(old, now)));
        }
        return differences;
    }

    /** How two runs of the new version differ. */
    static List<Difference> between(TurnEnd one, TurnEnd other) {
        List<Difference> differences = new ArrayList<>(replies(one, other));
        if (one.failed() != other.failed()) {
            differences.add(
                    new Difference(TURN, DifferenceKind.OUTCOME, outcome(one), outcome(other)));
        }
        if (one.after().isPresent() && other.after().isPresent()) {
            differences.addAll(Differences.between(STATE, one.after().get(), other.after().get()));
        }
        return differences;
    }

    private static List<Difference> replies(TurnEnd before, TurnEnd now) {
        Optional<Object> old = before.reply();
        Optional<Object> next = now.reply();
        if (old.isPresent() && next.isPresent()) {
            return Differences.between(REPLY, old.get(), next.get());
        }
        return old.isPresent() == next.isPresent()
                ? List.of()
                : List.of(
                        new Difference(
                                REPLY, DifferenceKind.PRESENCE, replied(old), replied(next)));
    }

    private List<Difference> states(Object old, TurnEnd now) {
        Optional<Object> next = now.after();
        Optional<Object> lifted = actors.lifted(now.home(), old);
        if (next.isEmpty()) {
            return List.of();
        }
        return lifted.map(state -> Differences.between(STATE, state, next.get(), old))
                .orElseGet(() -> Differences.between(STATE, old, next.get()));
    }

    private static String outcome(TurnEnd end) {
        return end.failure().orElse("succeeds");
    }

    private static String stops(TurnEnd end) {
        return end.stopped() ? "stops" : "goes on";
    }

    private static String replied(Optional<Object> reply) {
        return reply.isPresent() ? "a reply" : "no reply in this turn";
    }
}
