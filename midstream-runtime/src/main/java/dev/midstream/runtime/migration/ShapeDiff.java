package dev.midstream.runtime.migration;

import dev.midstream.runtime.migration.Step.Pair;
import dev.midstream.runtime.shape.Definition;
import dev.midstream.runtime.shape.Definition.Choice;
import dev.midstream.runtime.shape.Definition.Component;
import dev.midstream.runtime.shape.Definition.Product;
import dev.midstream.runtime.shape.Definition.Sum;
import dev.midstream.runtime.shape.Shapes;
import dev.midstream.runtime.shape.Type;
import dev.midstream.runtime.shape.Type.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two shapes of a type side by side, a line for each component, case or constant. */
final class ShapeDiff {

    private final Shapes from;
    private final Shapes to;

    ShapeDiff(Shapes from, Shapes to) {
        this.from = from;
        this.to = to;
    }

    /** The lines for a pair, with what is wrong behind each. */
    String of(Pair pair, List<Problem> problems) {
        List<String> lines = new ArrayList<>();
        if (pair.from() instanceof Named source && pair.to() instanceof Named target) {
            Definition old = from.definition(source);
            Definition next = to.definition(target);
            lines.add("  " + Refusals.kind(next) + " " + pair.to().source());
            if (old instanceof Product before && next instanceof Product after) {
                components(before, after, lines);
            } else if (old instanceof Choice before && next instanceof Choice after) {
                names(before.constants(), after.constants(), lines);
            } else if (old instanceof Sum before && next instanceof Sum after) {
                names(cases(from, before), cases(to, after), lines);
            }
        }
        for (Problem each : problems) {
            if (each.kind() != Problem.Kind.ADDED) {
                lines.add("  " + each.place() + ": " + each.text());
            }
        }
        return String.join("\n", lines);
    }

    private void components(Product old, Product next, List<String> lines) {
        for (Component each : next.components()) {
            Optional<Component> before = old.component(each.name());
            if (before.isEmpty()) {
                lines.add("    + " + each.type().source() + " " + each.name() + added(each));
            } else if (same(before.get().type(), each.type())) {
                lines.add("      " + each.type().source() + " " + each.name());
            } else {
                String change = before.get().type().source() + " → " + each.type().source();
                lines.add("    ~ " + change + " " + each.name());
            }
        }
        for (Component each : old.components()) {
            if (next.component(each.name()).isEmpty()) {
                lines.add(
                        "    - " + each.type().source() + " " + each.name() + renamed(each, next));
            }
        }
    }

    private static String added(Component component) {
        return component.byDefault().isPresent() || Defaults.canBeEmpty(component.type())
                ? ""
                : "  (running values have nothing for it)";
    }

    private String renamed(Component gone, Product next) {
        return next.components().stream()
                .filter(each -> same(gone.type(), each.type()))
                .filter(each -> each.byDefault().isEmpty())
                .filter(each -> !Defaults.canBeEmpty(each.type()))
                .findFirst()
                .map(each -> "  (if it is " + each.name() + " now, say so: nobody guesses)")
                .orElse("");
    }

    private boolean same(Type one, Type other) {
        return one.source().equals(other.source()) || new Likeness(from, to).same(one, other);
    }

    private static List<String> cases(Shapes shapes, Sum sum) {
        return Cases.of(shapes, sum).stream().map(Named::lastName).toList();
    }

    private static void names(List<String> old, List<String> next, List<String> lines) {
        next.forEach(each -> lines.add((old.contains(each) ? "      " : "    + ") + each));
        old.stream()
                .filter(each -> !next.contains(each))
                .forEach(each -> lines.add("    - " + each));
    }
}
