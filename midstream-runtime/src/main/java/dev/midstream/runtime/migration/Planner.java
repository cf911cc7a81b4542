package dev.midstream.runtime.migration;

import dev.midstream.runtime.migration.Rule.Source;
import dev.midstream.runtime.migration.Step.Pair;
import dev.midstream.runtime.shape.Definition;
import dev.midstream.runtime.shape.Definition.Choice;
import dev.midstream.runtime.shape.Definition.Component;
import dev.midstream.runtime.shape.Definition.Product;
import dev.midstream.runtime.shape.Definition.Sum;
import dev.midstream.runtime.shape.Shapes;
import dev.midstream.runtime.shape.Type;
import dev.midstream.runtime.shape.Type.Leaf;
import dev.midstream.runtime.shape.Type.Many;
import dev.midstream.runtime.shape.Type.Named;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the way from the types of one world to those of another. Where a migration is written for
 * the running shape it is taken, else what can be derived; what cannot is a problem, and a plan
 * with problems still converts the values that do not meet them. Used by one thread.
 */
final class Planner {

    private final Shapes from;
    private final Shapes to;
    private final Map<Pair, Rule> rules = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> filled = new LinkedHashSet<>();
    private final Set<String> dropped = new LinkedHashSet<>();
    private final Set<String> written = new LinkedHashSet<>();

    /** Pairs that a trial takes to fit: those that it was begun for. */
    private final Set<Pair> assumed;

    private final Chains chains;

    private Planner(Shapes from, Shapes to, Set<Pair> assumed) {
        this.from = from;
        this.to = to;
        this.assumed = assumed;
        this.chains = new Chains(from, to, this::fits);
    }

    /** The way between two types of an actor, which correspond whatever they are called. */
    static Plan plan(Shapes from, Type source, Shapes to, Type target) {
        Planner planner = new Planner(from, to, new LinkedHashSet<>());
        Step step = planner.outermost(source, target);
        return new Plan(
                source,
                target,
                step,
                Map.copyOf(planner.rules),
                List.copyOf(planner.problems),
                planner.filled,
                planner.dropped,
                planner.written);
    }

    private Step outermost(Type source, Type target) {
        return source instanceof Named || target instanceof Named
                ? byRule(new Pair(source, target, false))
                : step(new Pair(source, target, false), source.source(), source, target);
    }

    /** Whether one converts into the other with nothing lost, filled or written for the two. */
    private boolean fits(Type source, Type target) {
        if (source instanceof Named || target instanceof Named) {
            Pair pair = new Pair(source, target, true);
            if (!assumed.add(pair)) {
                return true;
            }
            Planner trial = new Planner(from, to, assumed);
            trial.byRule(pair);
            assumed.remove(pair);
            return trial.problems.isEmpty() && trial.sameNames(pair);
        }
        return source.equals(target);
    }

    private boolean sameNames(Pair pair) {
        return !(pair.from() instanceof Named source)
                || !(pair.to() instanceof Named target)
                || !(from.definition(source) instanceof Product old)
                || !(to.definition(target) instanceof Product next)
                || names(old).equals(names(next));
    }

    private static Set<String> names(Product product) {
        Set<String> names = new LinkedHashSet<>();
        product.components().forEach(each -> names.add(each.name()));
        return names;
    }

    private Step byRule(Pair pair) {
        if (!rules.containsKey(pair)) {
            rules.put(pair, new Rule.Nowhere("not planned yet")); // known, if it contains itself
            rules.put(pair, rule(pair));
        }
        return new Step.ByRule(pair);
    }

    private Rule rule(Pair pair) {
        Optional<Chains.Found> chain =
                pair.derived() ? Optional.empty() : chains.find(pair.from(), pair.to());
        if (chain.isPresent()) {
            Chains.Found found = chain.get();
            if (!found.rival().isEmpty()) {
                problem(
                        pair,
                        Problem.Kind.AMBIGUOUS,
                        pair.to().source(),
                        "both " + found.first() + " and " + found.rival() + " fit");
            }
            found.before().forEach(each -> written.add(each.toString()));
            found.after().forEach(each -> written.add(each.toString()));
            Type last = found.before().isEmpty() ? pair.from() : found.before().getLast().to();
            Type next = found.after().isEmpty() ? pair.to() : found.after().getFirst().from();
            Step across =
                    last instanceof Named || next instanceof Named
                            ? byRule(new Pair(last, next, true))
                            : step(pair, last.source(), last, next);
            return new Rule.Chain(found.before(), across, found.after());
        }
        if (pair.from() instanceof Named source && pair.to() instanceof Named target) {
            return defined(pair, from.definition(source), to.definition(target));
        }
        return nowhere(pair);
    }

    private Rule defined(Pair pair, Definition source, Definition target) {
        if (source instanceof Product old && target instanceof Product next) {
            return fields(pair, old, next);
        }
        if (source instanceof Choice old && target instanceof Choice next) {
            for (String constant : old.constants()) {
                if (!next.constants().contains(constant)) {
                    problem(
                            pair,
                            Problem.Kind.REMOVED_CONSTANT,
                            pair.from().source() + "." + constant,
                            "the constant is gone");
                }
            }
            return new Rule.Constants();
        }
        if (source instanceof Sum old && target instanceof Sum next) {
            return cases(pair, old, next);
        }
        return nowhere(pair);
    }

    private Rule nowhere(Pair pair) {
        String why = kind(from, pair.from()) + " → " + kind(to, pair.to());
        problem(pair, Problem.Kind.CHANGED, pair.from().source(), why);
        return new Rule.Nowhere(why);
    }

    private static String kind(Shapes shapes, Type type) {
        if (!(type instanceof Named named)) {
            return type.source();
        }
        String kind =
                switch (shapes.definition(named)) {
                    case Product _ -> "record ";
                    case Sum _ -> "sealed interface ";
                    case Choice _ -> "enum ";
                };
        return kind + type.source();
    }

    private Rule fields(Pair pair, Product old, Product next) {
        List<Source> sources = new ArrayList<>();
        for (Component component : next.components()) {
            String place = pair.to().source() + "." + component.name();
            int position = position(old, component.name());
            if (position >= 0) {
                Type before = old.components().get(position).type();
                sources.add(
                        new Source.Taken(position, step(pair, place, before, component.type())));
            } else {
                sources.add(absent(pair, place, component));
            }
        }
        for (Component component : old.components()) {
            if (position(next, component.name()) < 0) {
                dropped.add(pair.from().source() + "." + component.name());
            }
        }
        return new Rule.Fields(List.copyOf(sources));
    }

    private static int position(Product product, String name) {
        for (int i = 0; i < product.components().size(); i++) {
            if (product.components().get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private Source absent(Pair pair, String place, Component component) {
        Optional<String> wrong = Defaults.wrong(to, component);
        if (wrong.isPresent()) {
            problem(pair, Problem.Kind.BAD_DEFAULT, place, wrong.get());
            return new Source.Missing(wrong.get());
        }
        if (component.byDefault().isPresent() || Defaults.canBeEmpty(component.type())) {
            filled.add(place);
            return new Source.Filled(component.type(), component.byDefault());
        }
        String why = component.type().source() + ", without @Default";
        problem(pair, Problem.Kind.ADDED, place, why);
        return new Source.Missing(why);
    }

    private Rule cases(Pair pair, Sum old, Sum next) {
        List<Named> targets = Cases.of(to, next);
        Map<Named, Step> steps = new LinkedHashMap<>();
        for (Named source : Cases.of(from, old)) {
            Optional<Named> target = Cases.match(source, targets);
            if (target.isPresent()) {
                steps.put(source, byRule(new Pair(source, target.get(), false)));
            } else {
                problem(
                        pair,
                        Problem.Kind.REMOVED_CASE,
                        source.source(),
                        "the case is gone from " + pair.to().source());
            }
        }
        return new Rule.Cases(Map.copyOf(steps));
    }

    private Step step(Pair owner, String place, Type source, Type target) {
        if (source instanceof Leaf old && target instanceof Leaf next) {
            return leaf(owner, place, old, next);
        }
        if (source instanceof Many old
                && target instanceof Many next
                && old.container() == next.container()) {
            List<Step> of = new ArrayList<>();
            for (int i = 0; i < old.of().size(); i++) {
                of.add(step(owner, place, old.of().get(i), next.of().get(i)));
            }
            return new Step.Each(old.container(), source, target, List.copyOf(of));
        }
        boolean bothNamed = source instanceof Named && target instanceof Named;
        if (bothNamed && ((Named) source).lastName().equals(((Named) target).lastName())) {
            Pair pair = new Pair(source, target, false);
            return assumed.contains(new Pair(source, target, true))
                    ? new Step.ByRule(pair)
                    : byRule(pair);
        }
        if ((source instanceof Named || target instanceof Named)
                && chains.find(source, target).isPresent()) {
            return byRule(new Pair(source, target, false));
        }
        return changed(owner, place, source, target);
    }

    private Step leaf(Pair owner, String place, Leaf source, Leaf target) {
        if (source.equals(target)) {
            return new Step.Same(source);
        }
        if (!Numbers.related(source, target)) {
            return changed(owner, place, source, target);
        }
        if (!Numbers.holds(target, source)) {
            problem(owner, Problem.Kind.NARROWED, place, source.source() + " → " + target.source());
        }
        return new Step.Numeric(source, target);
    }

    private Step changed(Pair owner, String place, Type source, Type target) {
        String why = source.source() + " → " + target.source();
        problem(owner, Problem.Kind.CHANGED, place, why);
        return new Step.Never(why);
    }

    private void problem(Pair pair, Problem.Kind kind, String place, String text) {
        problems.add(new Problem(pair, kind, place, text));
    }
}
