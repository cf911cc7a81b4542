package dev.midstream.runtime.linkage;

import dev.midstream.runtime.finding.Severity;
import dev.midstream.runtime.linkage.Problem.At;
import dev.midstream.runtime.linkage.Reference.Reach;
import dev.midstream.runtime.linkage.Resolver.Resolved;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Libraries refer to much that is not there: their optional parts. That is silent, unless a module
 * calls a method whose own code comes to such a reference.
 *
 * <p>It is an error if each call comes to it, a warning if some may, and nothing if the method
 * catches what would be thrown.
 */
final class LibraryParts {

    private final ReferenceCheck references;
    private final Report report;
    private final Map<Part, Optional<Lack>> lacks = new HashMap<>();
    private final Map<Definition.Unit, Set<String>> absent = new HashMap<>();

    private record Part(Definition type, String method) {}

    /** The worst that a method's own code comes to. */
    private record Lack(At at, Fault fault) {}

    LibraryParts(ReferenceCheck references, Report report) {
        this.references = references;
        this.report = report;
    }

    /** A library refers to something that is not there. */
    void absent(At at, Fault fault) {
        Set<String> targets = absent.computeIfAbsent(at.type().unit(), unit -> new HashSet<>());
        if (!targets.add(fault.target())) {
            return;
        }
        String library = at.type().unit().name();
        report.add(
                new Problem(
                        LinkError.LIBRARY_OPTIONAL,
                        Severity.INFO,
                        at,
                        library,
                        "library "
                                + library
                                + " refers to optional parts that are not there: "
                                + at.place()
                                + " "
                                + fault.text(),
                        ""));
    }

    /** A module refers to something that may be a library's. */
    void called(At at, Symbol symbol) {
        if (!symbol.use().ofMethod() && !symbol.use().isStaticField()) {
            return;
        }
        Optional<Resolved.Found> found =
                references.member(at.type(), symbol).filter(member -> member.in().ofLibrary());
        if (found.isEmpty()) {
            return;
        }
        Definition library = found.get().in();
        if (symbol.use().ofMethod()) {
            lack(library, symbol.key())
                    .ifPresent(lack -> {
                        boolean sure =
                                lack.at().reach() == Reach.CERTAIN
                                        && symbol.use() != Use.CALL_INTERFACE;
                        report(at, symbol, lack, sure);
                    });
        }
        boolean initializes =
                symbol.isConstructor()
                        || symbol.use() == Use.CALL_STATIC
                        || symbol.use().isStaticField();
        if (initializes) {
            lack(library, Body.CLASS_INITIALIZER)
                    .filter(lack -> lack.at().reach() == Reach.CERTAIN)
                    .ifPresent(lack -> report(at, symbol, lack, true));
        }
    }

    private void report(At at, Symbol symbol, Lack lack, boolean sure) {
        String target = Descriptors.member(symbol.owner(), symbol.key());
        report.add(
                new Problem(
                        LinkError.LIBRARY_PART_ABSENT,
                        sure ? Severity.ERROR : Severity.WARNING,
                        at,
                        target,
                        at.text()
                                + " "
                                + symbol.use().verb()
                                + " "
                                + target
                                + ", and that "
                                + (sure ? "fails: " : "may fail: ")
                                + lack.at().text()
                                + " "
                                + lack.fault().text(),
                        "Add the dependency that the library leaves optional to the pom of "
                                + at.subject()));
    }

    private Optional<Lack> lack(Definition library, String method) {
        return lacks.computeIfAbsent(new Part(library, method), this::worst);
    }

    private Optional<Lack> worst(Part part) {
        Optional<Body> body =
                part.type().facts().bodies().stream()
                        .filter(candidate -> candidate.method().equals(part.method()))
                        .findFirst();
        Optional<Lack> worst = Optional.empty();
        List<Reference> all = body.map(Body::references).orElse(List.of());
        for (Reference reference : all) {
            if (reference.reach() == Reach.GUARDED
                    || worst.filter(lack -> lack.at().reach() == Reach.CERTAIN).isPresent()) {
                continue;
            }
            At at = At.of(part.type(), body.orElseThrow(), reference);
            Optional<Lack> lack =
                    references
                            .check(part.type(), reference.symbol())
                            .map(fault -> new Lack(at, fault));
            if (lack.isPresent() && (worst.isEmpty() || reference.reach() == Reach.CERTAIN)) {
                worst = lack;
            }
        }
        return worst;
    }
}
