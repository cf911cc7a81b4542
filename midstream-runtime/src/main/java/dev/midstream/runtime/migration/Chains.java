package dev.midstream.runtime.migration;

import dev.midstream.runtime.shape.Shapes;
import dev.midstream.runtime.shape.Type;
import dev.midstream.runtime.shape.Type.Named;
import dev.midstream.runtime.shape.Written;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Finds the written migrations that lead from one type to another: those of the new world from the
 * older shape that the running one is, or those of the old world to the one that is to run, which
 * is the way back. The shortest of those whose shape is the same wins, then the shortest of those
 * whose outermost components are.
 */
final class Chains {

    private final Shapes from;
    private final Shapes to;
    private final BiPredicate<Type, Type> fits;

    /**
     * A search.
     *
     * @param fits whether a type of the old world becomes one of the new by names alone
     */
    Chains(Shapes from, Shapes to, BiPredicate<Type, Type> fits) {
        this.from = from;
        this.to = to;
        this.fits = fits;
    }

    /**
     * A way.
     *
     * @param before methods of the old world, in order
     * @param after methods of the new world, in order
     * @param rival another way that is as good; empty if there is none
     */
    record Found(List<Written> before, List<Written> after, String rival) {

        private int length() {
            return before.size() + after.size();
        }

        String first() {
            return (before.isEmpty() ? after : before).getFirst().toString();
        }
    }

    /** The way between two types; empty if none is needed or written. */
    Optional<Found> find(Type source, Type target) {
        if (!declares(from, source) && !declares(to, target)) {
            return Optional.empty();
        }
        if (new Likeness(from, to).same(source, target)) {
            return Optional.empty();
        }
        List<Found> exact = new ArrayList<>();
        List<Found> near = new ArrayList<>();
        paths(to, target, true)
                .forEach((entry, path) -> {
                    Found found = new Found(List.of(), path, "");
                    if (new Likeness(from, to).same(source, entry)) {
                        exact.add(found);
                    } else if (fits.test(source, entry)) {
                        near.add(found);
                    }
                });
        paths(from, source, false)
                .forEach((end, path) -> {
                    Found found = new Found(path, List.of(), "");
                    if (new Likeness(from, to).same(end, target)) {
                        exact.add(found);
                    } else if (fits.test(end, target)) {
                        near.add(found);
                    }
                });
        return exact.isEmpty() ? best(near) : best(exact);
    }

    private static boolean declares(Shapes shapes, Type type) {
        return type instanceof Named named && !shapes.written(named).isEmpty();
    }

    private static Optional<Found> best(List<Found> found) {
        int shortest = found.stream().mapToInt(Found::length).min().orElse(0);
        List<Found> best = found.stream().filter(each -> each.length() == shortest).toList();
        return best.stream()
                .findFirst()
                .map(first ->
                        new Found(
                                first.before(),
                                first.after(),
                                best.size() > 1 ? best.get(1).first() : ""));
    }

    /**
     * The shortest written ways to or from a type within its world, by where they begin or end.
     *
     * @param towards whether they are to end at the type
     */
    private static Map<Type, List<Written>> paths(Shapes shapes, Type type, boolean towards) {
        Set<Written> methods = methods(shapes, type);
        Map<Type, List<Written>> paths = new LinkedHashMap<>();
        paths.put(type, List.of());
        Deque<Type> open = new ArrayDeque<>(List.of(type));
        while (!open.isEmpty()) {
            Type here = open.poll();
            for (Written each : methods) {
                Type near = towards ? each.to() : each.from();
                Type far = towards ? each.from() : each.to();
                if (near.equals(here) && !paths.containsKey(far)) {
                    List<Written> path = new ArrayList<>(paths.getOrDefault(here, List.of()));
                    path.add(towards ? 0 : path.size(), each);
                    paths.put(far, path);
                    open.add(far);
                }
            }
        }
        paths.remove(type);
        return paths;
    }

    /** The methods of a type and of all types that these lead to or from. */
    private static Set<Written> methods(Shapes shapes, Type type) {
        Set<Written> methods = new LinkedHashSet<>();
        Set<Type> seen = new HashSet<>(Set.of(type));
        Deque<Type> open = new ArrayDeque<>(List.of(type));
        while (!open.isEmpty()) {
            if (open.poll() instanceof Named named) {
                for (Written each : shapes.written(named)) {
                    methods.add(each);
                    for (Type next : List.of(each.from(), each.to())) {
                        if (seen.add(next)) {
                            open.add(next);
                        }
                    }
                }
            }
        }
        return methods;
    }

    /** The older shapes of a type that cannot be told from what it is now, by their methods. */
    static Map<Written, Type> indistinguishable(Shapes shapes, Named type) {
        Map<Written, Type> found = new HashMap<>();
        for (Written each : methods(shapes, type)) {
            Type older = each.from().equals(each.owner()) ? each.to() : each.from();
            if (!older.equals(type) && new Likeness(shapes, shapes).same(older, type)) {
                found.put(each, older);
            }
        }
        return found;
    }
}
