package dev.midstream.runtime.linkage;

import dev.midstream.runtime.finding.Severity;
import dev.midstream.runtime.linkage.ClassFacts.Table;
import dev.midstream.runtime.linkage.KnownCases.Cases;
import dev.midstream.runtime.linkage.Problem.At;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Switches that knew every case when they were compiled, and do not any more: the enum or the
 * sealed type has grown, the module was not compiled again. The switch throws {@code
 * MatchException} when it meets the new case.
 */
final class SwitchCheck {

    private final Resolver resolver;
    private final Report report;

    SwitchCheck(Resolver resolver, Report report) {
        this.resolver = resolver;
        this.report = report;
    }

    void check(Definition type) {
        for (Body body : type.facts().bodies()) {
            for (KnownCases known : body.switches()) {
                List<String> unknown =
                        switch (known.cases()) {
                            case Cases.Numbered numbered -> numbered(type, numbered);
                            case Cases.Named named ->
                                    constants(type, named.type()).stream()
                                            .filter(constant ->
                                                    !named.constants().contains(constant))
                                            .map(c -> Descriptors.name(named.type()) + "." + c)
                                            .toList();
                            case Cases.Types types -> types(type, types);
                        };
                if (!unknown.isEmpty()) {
                    warn(At.of(type, body.method(), known.line()), unknown);
                }
            }
        }
    }

    private void warn(At at, List<String> unknown) {
        report.add(
                new Problem(
                        LintCode.UNKNOWN_CASE,
                        Severity.WARNING,
                        at,
                        "switch " + at.text(),
                        at.text()
                                + " has a switch that knew every case when it was compiled, and has"
                                + " none for "
                                + String.join(", ", unknown)
                                + ": it will throw MatchException",
                        Words.compileAgain(at.type())));
    }

    private static List<String> numbered(Definition type, Cases.Numbered numbered) {
        Optional<Table> table =
                type.origin().find(numbered.holder()).map(Definition::facts).stream()
                        .flatMap(facts -> facts.tables().stream())
                        .filter(candidate -> candidate.name().equals(numbered.table()))
                        .findFirst();
        if (table.isEmpty()) {
            return List.of();
        }
        Map<String, Integer> numbers = table.get().numbers();
        return constants(type, table.get().type()).stream()
                .filter(constant -> {
                    Integer number = numbers.get(constant);
                    return number == null || !numbered.numbers().contains(number);
                })
                .map(constant -> Descriptors.name(table.get().type()) + "." + constant)
                .toList();
    }

    private static List<String> constants(Definition from, String enumType) {
        return from.origin().find(enumType).stream()
                .flatMap(type -> type.shape().fields().entrySet().stream())
                .filter(field -> ClassFacts.has(field.getValue(), AccessFlag.ENUM))
                .map(field -> Descriptors.member(field.getKey()))
                .sorted()
                .toList();
    }

    private List<String> types(Definition from, Cases.Types cases) {
        List<Definition> labels = new ArrayList<>();
        for (String name : cases.types()) {
            Optional<Definition> label = from.origin().find(name);
            if (label.isEmpty()) {
                return List.of(); // reported as a reference that does not resolve
            }
            labels.add(label.get());
        }
        Optional<Definition> selector = selector(from, cases, labels);
        List<String> unknown = new ArrayList<>();
        selector.ifPresent(type -> uncovered(type, labels, unknown));
        return unknown;
    }

    /**
     * What is switched over. Older compilers write Object; then it is taken to be the nearest
     * sealed type above all labels.
     */
    private Optional<Definition> selector(
            Definition from, Cases.Types cases, List<Definition> labels) {
        if (!cases.selector().equals(Resolver.OBJECT)) {
            return from.origin().find(cases.selector());
        }
        return labels.stream()
                .limit(1)
                .flatMap(first -> {
                    List<Definition> above = new ArrayList<>(resolver.ancestry(first).classes());
                    above.addAll(resolver.ancestry(first).interfaces());
                    return above.stream();
                })
                .filter(type -> !type.shape().permitted().isEmpty())
                .filter(type -> labels.stream().allMatch(label -> resolver.isBelow(label, type)))
                .findFirst();
    }

    /** With type parameters a case may be impossible, which only the compiler can tell. */
    private void uncovered(Definition type, List<Definition> labels, List<String> unknown) {
        if (type.shape().opaque()
                || type.shape().generic()
                || labels.stream().anyMatch(label -> resolver.isBelow(type, label))) {
            return;
        }
        boolean open = type.shape().permitted().isEmpty();
        if (open || !type.shape().is(AccessFlag.ABSTRACT)) {
            unknown.add(Descriptors.name(type.name()));
        }
        type.shape().permitted().stream()
                .sorted()
                .flatMap(name -> type.origin().find(name).stream())
                .forEach(permitted -> uncovered(permitted, labels, unknown));
    }
}
