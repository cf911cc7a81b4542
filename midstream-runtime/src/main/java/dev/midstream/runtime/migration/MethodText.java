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
import dev.midstream.runtime.shape.Written;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The migration that somebody has to write, as Java source to paste into the new type. */
final class MethodText {

    private static final String INDENT = "    ";

    private final Shapes from;
    private final Shapes to;

    MethodText(Shapes from, Shapes to) {
        this.from = from;
        this.to = to;
    }

    /** The older shape, the way up and the way back. */
    String of(Pair pair, Named target) {
        String name = target.lastName();
        Definition next = to.definition(target);
        if (!(pair.from() instanceof Named source)) {
            String old = pair.from().source();
            return INDENT
                    + "@Migration static "
                    + name
                    + " from("
                    + old
                    + " old) { return /* … */; }\n"
                    + INDENT
                    + "@Migration static "
                    + old
                    + " to("
                    + name
                    + " now) { return /* … */; }";
        }
        String version = version(target);
        Definition old = from.definition(source);
        String methods =
                old instanceof Product before && next instanceof Product after
                        ? products(name, version, before, after)
                        : switches(name, version, old, next);
        return shape(version, old) + "\n" + methods;
    }

    /** V1, or the first of V2, V3 and so on that the type does not have yet. */
    private String version(Named target) {
        Set<String> taken = new HashSet<>();
        for (Written each : to.written(target)) {
            for (Type type : List.of(each.from(), each.to())) {
                if (type instanceof Named named) {
                    taken.add(named.lastName());
                }
            }
        }
        int number = 1;
        while (taken.contains("V" + number)) {
            number++;
        }
        return "V" + number;
    }

    private String shape(String version, Definition old) {
        return switch (old) {
            case Product product ->
                    INDENT + "record " + version + "(" + parameters(product) + ") { }";
            case Choice choice ->
                    INDENT
                            + "enum "
                            + version
                            + " { "
                            + String.join(", ", choice.constants())
                            + " }";
            case Sum sum -> {
                List<String> lines = new ArrayList<>();
                lines.add(INDENT + "sealed interface " + version + " {");
                for (Named each : Cases.of(from, sum)) {
                    lines.add(INDENT + INDENT + declared(each, version));
                }
                lines.add(INDENT + "}");
                yield String.join("\n", lines);
            }
        };
    }

    private String declared(Named type, String version) {
        return from.definition(type) instanceof Choice choice
                ? "enum "
                        + type.lastName()
                        + " implements "
                        + version
                        + " { "
                        + String.join(", ", choice.constants())
                        + " }"
                : "record "
                        + type.lastName()
                        + "("
                        + (from.definition(type) instanceof Product product
                                ? parameters(product)
                                : "")
                        + ") implements "
                        + version
                        + " { }";
    }

    private static String parameters(Product product) {
        return product.components().stream()
                .map(each -> each.type().source() + " " + each.name())
                .collect(Collectors.joining(", "));
    }

    private String products(String name, String version, Product old, Product next) {
        return INDENT
                + "@Migration static "
                + name
                + " from("
                + version
                + " old) { return new "
                + name
                + "("
                + arguments(next, old, "old", to, from)
                + "); }\n"
                + INDENT
                + "@Migration static "
                + version
                + " to("
                + name
                + " now) { return new "
                + version
                + "("
                + arguments(old, next, "now", from, to)
                + "); }";
    }

    private static String arguments(
            Product made, Product of, String value, Shapes madeShapes, Shapes ofShapes) {
        return made.components().stream()
                .map(each -> argument(each, of.component(each.name()), value, madeShapes, ofShapes))
                .collect(Collectors.joining(", "));
    }

    private static String argument(
            Component made,
            Optional<Component> of,
            String value,
            Shapes madeShapes,
            Shapes ofShapes) {
        String missing = "/* " + made.type().source() + " " + made.name() + " */";
        if (of.isEmpty()) {
            return missing;
        }
        String read = value + "." + made.name() + "()";
        boolean same =
                made.type().source().equals(of.get().type().source())
                        || new Likeness(madeShapes, ofShapes).same(made.type(), of.get().type());
        return same ? read : missing.replace("*/", "of " + read + " */");
    }

    private String switches(String name, String version, Definition old, Definition next) {
        return method(name, "from", version, "old", name, version, old, from, next, to)
                + "\n"
                + method(version, "to", name, "now", version, name, next, to, old, from);
    }

    private static String method(
            String result,
            String method,
            String parameter,
            String value,
            String made,
            String of,
            Definition cases,
            Shapes caseShapes,
            Definition target,
            Shapes targetShapes) {
        StringBuilder text = new StringBuilder();
        text.append(INDENT).append("@Migration static ").append(result).append(' ').append(method);
        text.append('(').append(parameter).append(' ').append(value).append(") {\n");
        text.append(INDENT).append(INDENT).append("return switch (").append(value).append(") {\n");
        Set<String> known = new HashSet<>(names(target, targetShapes));
        for (String each : names(cases, caseShapes)) {
            String here = cases instanceof Choice ? each : of + "." + each + " it";
            String there =
                    !known.contains(each)
                            ? "/* " + made + " for " + each + " */"
                            : target instanceof Choice
                                    ? made + "." + each
                                    : "/* new " + made + "." + each + "(…) */";
            text.append(INDENT.repeat(3)).append("case ").append(here);
            text.append(" -> ").append(there).append(";\n");
        }
        return text.append(INDENT.repeat(2)).append("};\n").append(INDENT).append("}").toString();
    }

    private static List<String> names(Definition definition, Shapes shapes) {
        return switch (definition) {
            case Product _ -> List.of();
            case Choice choice -> choice.constants();
            case Sum sum -> Cases.of(shapes, sum).stream().map(Named::lastName).toList();
        };
    }
}
