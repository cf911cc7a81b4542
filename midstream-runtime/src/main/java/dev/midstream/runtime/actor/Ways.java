package dev.midstream.runtime.actor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds how values go from one behaviour to another. Each behaviour links to those that became
 * current after it, and to none before: so whoever is left behind keeps its way forward, and nobody
 * who has gone forward keeps what it left.
 *
 * <p>The ways are short: one step for all but actors that were left behind by an upgrade.
 */
@SuppressWarnings("ReferenceEquality") // behaviours are equal to themselves only
final class Ways {

    /** Steps at most; an actor that was left behind by more upgrades is set aside. */
    static final int LONGEST = 16;

    private Ways() {}

    /** A way, and whether it leads back to what ran before an upgrade. */
    record Way(Crossing crossing, boolean back) {}

    /** How values go; null if there is no way. */
    static @Nullable Way between(Behaviour from, Behaviour to) {
        for (Link link : from.links()) {
            if (link.to() == to) {
                return new Way(link.crossings().up(), link.back());
            }
        }
        for (Link link : to.links()) {
            if (link.to() == from) {
                return new Way(link.crossings().down(), !link.back());
            }
        }
        List<Link> forward = path(from, to);
        if (forward != null) {
            return chain(
                    forward.stream().map(link -> link.crossings().up()).toList(),
                    forward,
                    Link::back);
        }
        List<Link> backward = path(to, from);
        if (backward != null) {
            return chain(
                    backward.reversed().stream().map(link -> link.crossings().down()).toList(),
                    backward,
                    link -> !link.back());
        }
        return null;
    }

    private static Way chain(List<Crossing> steps, List<Link> links, Predicate<Link> back) {
        return new Way(new Chain(steps), links.stream().anyMatch(back));
    }

    /** The links that lead forward from one to the other, the fewest that do; null if none do. */
    private static @Nullable List<Link> path(Behaviour from, Behaviour to) {
        ArrayDeque<List<Link>> open = new ArrayDeque<>();
        List<Behaviour> seen = new ArrayList<>(List.of(from));
        open.add(List.of());
        while (!open.isEmpty()) {
            List<Link> path = open.remove();
            Behaviour end = path.isEmpty() ? from : path.getLast().to();
            for (Link link : end.links()) {
                List<Link> longer = new ArrayList<>(path);
                longer.add(link);
                if (link.to() == to) {
                    return longer;
                }
                if (longer.size() < LONGEST && !seen.contains(link.to())) {
                    seen.add(link.to());
                    open.add(longer);
                }
            }
        }
        return null;
    }

    /** Several steps, one after the other. */
    private record Chain(List<Crossing> steps) implements Crossing {

        @Override
        public Object state(Object state) throws CrossingFailed {
            Object at = state;
            for (Crossing step : steps) {
                at = step.state(at);
            }
            return at;
        }

        @Override
        public Object message(Object message) throws CrossingFailed {
            Object at = message;
            for (Crossing step : steps) {
                at = step.message(at);
            }
            return at;
        }

        @Override
        public Object token(Object token) throws CrossingFailed {
            Object at = token;
            for (Crossing step : steps) {
                at = step.token(at);
            }
            return at;
        }

        @Override
        public Object reply(Class<?> question, Object reply) throws CrossingFailed {
            Object at = reply;
            Class<?> asks = question;
            for (int i = 0; i < steps.size(); i++) {
                at = steps.get(i).reply(asks, at);
                if (i < steps.size() - 1) {
                    asks = steps.get(i).question(asks);
                }
            }
            return at;
        }

        @Override
        public Class<?> question(Class<?> question) throws CrossingFailed {
            Class<?> at = question;
            for (Crossing step : steps) {
                at = step.question(at);
            }
            return at;
        }
    }
}
