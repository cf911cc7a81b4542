package dev.midstream.runtime.migration;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.migration.Step.Pair;
import dev.midstream.runtime.shape.Definition;
import dev.midstream.runtime.shape.Definition.Product;
import dev.midstream.runtime.shape.Definition.Sum;
import dev.midstream.runtime.shape.Shapes;
import dev.midstream.runtime.shape.Type;
import dev.midstream.runtime.shape.Type.Named;
import dev.midstream.runtime.shape.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says why values cannot be converted: the shapes side by side, and the method to write. */
final class Refusals {

    private final String subject;
    private final Shapes old;
    private final Shapes next;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Pair> told = new LinkedHashSet<>();

    /**
     * Refusals.
     *
     * @param subject the actor type
     */
    Refusals(String subject, Shapes old, Shapes next) {
        this.subject = subject;
        this.old = old;
        this.next = next;
    }

    List<Finding> findings() {
        return findings;
    }

    /** Adds one finding for each pair of types that a plan has problems with. */
    void add(String what, Plan plan) {
        Map<Pair, List<Problem>> byPair = new LinkedHashMap<>();
        for (Problem each : plan.problems()) {
            byPair.computeIfAbsent(each.pair(), pair -> new ArrayList<>()).add(each);
        }
        byPair.forEach((pair, problems) -> {
            if (told.add(pair)) {
                findings.add(finding(what, plan, pair, problems));
            }
        });
    }

    /** Adds a token that the candidate has not. */
    void gone(Named token) {
        findings.add(
                Finding.error(
                        MigrationError.REMOVED_CASE,
                        subject,
                        "actors can be waiting with the token "
                                + token.source()
                                + ", which is gone",
                        "Keep the record until no actor waits with it"));
    }

    private Finding finding(String what, Plan plan, Pair pair, List<Problem> problems) {
        String where = pair.from().equals(plan.from()) ? "" : ", in " + plan.from().source();
        ShapeDiff diff = new ShapeDiff(old, next);
        StringBuilder text = new StringBuilder();
        text.append(what).append(" cannot be converted").append(where).append(":\n");
        text.append(diff.of(pair, problems));
        MigrationError code = MigrationError.of(problems.getFirst().kind());
        return Finding.error(code, subject, text.toString(), remedy(pair, problems));
    }

    private String remedy(Pair pair, List<Problem> problems) {
        for (Problem each : problems) {
            if (each.kind() == Problem.Kind.AMBIGUOUS) {
                return "Let each older shape have components of its own, or remove one of them";
            }
            if (each.kind() == Problem.Kind.BAD_DEFAULT) {
                return "Correct the @Default";
            }
        }
        if (!(pair.to() instanceof Named target)) {
            return "Keep the type, or make it a record and write @Migration methods in that";
        }
        boolean added = problems.stream().allMatch(each -> each.kind() == Problem.Kind.ADDED);
        return (added ? "Declare @Default(\"…\") on the component, or write in " : "Write in ")
                + target.source()
                + ":\n"
                + new MethodText(old, next).of(pair, target);
    }

    /** What of a candidate's written migrations can be none. */
    static List<Finding> misfits(ActorShapes candidate) {
        List<Finding> findings = new ArrayList<>();
        Set<Named> reached = new LinkedHashSet<>();
        Shapes shapes = candidate.shapes();
        candidate.roots().forEach(root -> reach(shapes, root, reached));
        for (Named type : reached) {
            for (Written.Misfit misfit : shapes.misfits(type)) {
                findings.add(
                        Finding.error(
                                MigrationError.MISFIT,
                                candidate.type(),
                                misfit.method() + " is marked @Migration and " + misfit.seen(),
                                "Make it static, with one parameter; parameter or result, and not"
                                        + " both, is "
                                        + type.source()
                                        + ", the other its older shape"));
            }
            Chains.indistinguishable(shapes, type)
                    .forEach((method, older) ->
                            findings.add(
                                    Finding.error(
                                            MigrationError.INDISTINGUISHABLE,
                                            candidate.type(),
                                            older.source()
                                                    + " of "
                                                    + method
                                                    + " has the very components of "
                                                    + type.source()
                                                    + ", so that nobody can tell which of them a"
                                                    + " running value is",
                                            "Give the newer one another name for the component"
                                                    + " whose meaning changed, or remove "
                                                    + method)));
        }
        return findings;
    }

    private static void reach(Shapes shapes, Type type, Set<Named> reached) {
        for (Named each : shapes.shape(type).definitions().keySet()) {
            if (reached.add(each)) {
                for (Written written : shapes.written(each)) {
                    reach(shapes, written.from(), reached);
                    reach(shapes, written.to(), reached);
                }
            }
        }
    }

    /** The kind of a type in Java source: {@code record}. */
    static String kind(Definition definition) {
        return switch (definition) {
            case Product _ -> "record";
            case Sum _ -> "sealed interface";
            case Definition.Choice _ -> "enum";
        };
    }
}
