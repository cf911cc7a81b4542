package dev.midstream.runtime.migration;

import dev.midstream.runtime.actor.Crossing;
import dev.midstream.runtime.actor.Crossings;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.shape.Type;
import dev.midstream.runtime.shape.Type.Named;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Both ways between what the actors of one type keep and exchange in two generations. Immutable
 * once made; used by one thread until bound.
 */
public final class ActorPlans {

    private final ActorShapes old;
    private final ActorShapes next;
    private final OneWay up;
    private final OneWay down;

    private ActorPlans(ActorShapes old, ActorShapes next) {
        this.old = old;
        this.next = next;
        this.up = OneWay.plan(old, next);
        this.down = OneWay.plan(next, old);
    }

    /** The ways between what runs and what is to run. */
    public static ActorPlans of(ActorShapes running, ActorShapes candidate) {
        return new ActorPlans(running, candidate);
    }

    /**
     * The plans of one direction.
     *
     * @param tokens by the token's type on the side where it comes from
     * @param replies by the type of the question, or of the token that waits, on that side
     * @param questions the other side's type for those
     * @param gone tokens that the other side has not
     */
    record OneWay(
            Plan state,
            Plan message,
            Map<Named, Plan> tokens,
            Map<Named, Plan> replies,
            Map<Named, Named> questions,
            List<Named> gone) {

        static OneWay plan(ActorShapes from, ActorShapes to) {
            Map<Named, Plan> tokens = new LinkedHashMap<>();
            Map<Named, Plan> replies = new LinkedHashMap<>();
            Map<Named, Named> questions = new LinkedHashMap<>();
            List<Named> gone = new ArrayList<>();
            from.asks()
                    .forEach((ask, reply) -> {
                        Optional<Named> match = Cases.match(ask, List.copyOf(to.asks().keySet()));
                        match.ifPresent(other -> {
                            questions.put(ask, other);
                            replies.put(ask, between(from, reply, to, answer(to.asks(), other)));
                        });
                    });
            from.tokens()
                    .forEach((token, result) -> {
                        Optional<Named> match =
                                Cases.match(token, List.copyOf(to.tokens().keySet()));
                        if (match.isEmpty()) {
                            gone.add(token);
                            return;
                        }
                        questions.put(token, match.get());
                        tokens.put(token, between(from, token, to, match.get()));
                        Optional<Type> other = answer(to.tokens(), match.get());
                        if (result.isPresent() && other.isPresent()) {
                            replies.put(token, between(from, result.get(), to, other.get()));
                        }
                    });
            return new OneWay(
                    between(from, from.state(), to, to.state()),
                    between(from, from.message(), to, to.message()),
                    tokens,
                    replies,
                    questions,
                    gone);
        }

        private static <T> T answer(Map<Named, T> all, Named question) {
            return Optional.ofNullable(all.get(question)).orElseThrow();
        }

        private static Plan between(ActorShapes from, Type source, ActorShapes to, Type target) {
            return Planner.plan(from.shapes(), source, to.shapes(), target);
        }
    }

    /** The name of the actor type. */
    public String type() {
        return next.type();
    }

    /**
     * Why states, messages or tokens of what runs cannot become those of what is to run, with the
     * methods to write; empty if all can.
     */
    public List<Finding> refusals() {
        Refusals refusals = new Refusals(next.type(), old.shapes(), next.shapes());
        refusals.add("its state", up.state());
        refusals.add("a message to it", up.message());
        up.tokens().forEach((token, plan) -> refusals.add("its token " + token.source(), plan));
        up.replies()
                .forEach((question, plan) -> {
                    // Replies go down; up they go only to who waits with a token and has moved
                    // meanwhile.
                    if (up.tokens().containsKey(question)) {
                        refusals.add("what its token " + question.source() + " waits for", plan);
                    }
                });
        up.gone().forEach(refusals::gone);
        return refusals.findings();
    }

    /** What of a candidate's written migrations can be none, whatever runs. */
    public static List<Finding> misfits(ActorShapes candidate) {
        return Refusals.misfits(candidate);
    }

    /** Whether its states can be taken back, and what of them. */
    public WayBack wayBack() {
        return WayBack.of(up.state(), down.state());
    }

    /** Why not every reply of the newer can be said by the older; empty if all can. */
    public Optional<String> fence() {
        return unsaid(down.replies(), next.asks());
    }

    /** Why not every reply of the older can be said by the newer; empty if all can. */
    public Optional<String> fenceBack() {
        return unsaid(up.replies(), old.asks());
    }

    private static Optional<String> unsaid(Map<Named, Plan> replies, Map<Named, Type> asks) {
        List<String> reasons = new ArrayList<>();
        replies.forEach((question, plan) -> {
            if (asks.containsKey(question) && !plan.total()) {
                Problem first = plan.problems().getFirst();
                reasons.add(
                        "the reply to "
                                + question.source()
                                + ": "
                                + first.place()
                                + ", "
                                + first.text());
            }
        });
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }

    /** The written migrations that are used on the way up, {@code Cart.from(Cart.V1)}. */
    public List<String> written() {
        List<String> written = new ArrayList<>(up.state().written());
        written.addAll(up.message().written());
        return written;
    }

    /**
     * Binds both ways to classes.
     *
     * @param running the loader of the module that has the running actor class
     * @param candidate the loader of the module that has the new one
     * @param upgrade what this upgrade's conversions share
     * @throws ReflectiveOperationException if a class is not what its bytecode said
     * @throws LinkageError if a class cannot be linked or initialized
     */
    public Crossings bind(ClassLoader running, ClassLoader candidate, SharedConversions upgrade)
            throws ReflectiveOperationException {
        Side one = new Side(old.shapes(), Optional.of(running));
        Side other = new Side(next.shapes(), Optional.of(candidate));
        return new Crossings(
                Bridge.of(up, one, other, upgrade.up()),
                Bridge.of(down, other, one, upgrade.down()),
                wayBack().kind() == WayBack.Kind.REVERSIBLE,
                fence(),
                fenceBack());
    }

    /**
     * Binds the way up for states and messages that were stored: they are {@link Raw}, and no class
     * of theirs is loaded.
     *
     * @param candidate the loader of the module that has the new actor class
     * @throws ReflectiveOperationException if a class is not what its bytecode said
     * @throws LinkageError if a class cannot be linked or initialized
     */
    public Crossing bindStored(ClassLoader candidate) throws ReflectiveOperationException {
        Side one = new Side(old.shapes(), Optional.empty());
        Side other = new Side(next.shapes(), Optional.of(candidate));
        return Bridge.of(up, one, other, new SharedConversions().up());
    }
}
