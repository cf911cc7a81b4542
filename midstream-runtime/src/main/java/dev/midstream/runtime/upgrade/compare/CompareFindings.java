package dev.midstream.runtime.upgrade.compare;

import dev.midstream.runtime.comparison.Comparison;
import dev.midstream.runtime.comparison.Expectation;
import dev.midstream.runtime.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says what a comparison has found. Names paths and counts, never values. */
final class CompareFindings {

    /** Paths that one finding names. */
    private static final int SHOWN = 6;

    private CompareFindings() {}

    static List<Finding> of(
            List<Comparison.Subject> subjects, Expectations expectations, Set<Expectation> used) {
        List<Finding> findings = new ArrayList<>();
        for (Comparison.Subject subject : subjects) {
            if (subject.unexpected() > 0) {
                findings.add(differs(subject));
            }
            if (has(subject, path -> path.expected().isPresent() && path.kind().counts())) {
                findings.add(expected(subject));
            }
        }
        for (Expectation spent : expectations.spent()) {
            findings.add(
                    Finding.info(
                            CompareError.SPENT,
                            spent.of(),
                            spent + " is declared by the running version too, and excuses nothing",
                            "Remove it"));
        }
        if (subjects.stream().anyMatch(subject -> subject.compared() > 0)) {
            expectations.fresh().stream()
                    .filter(each -> !used.contains(each))
                    .forEach(each -> findings.add(unmet(each)));
        }
        return findings;
    }

    private static Finding differs(Comparison.Subject subject) {
        Comparison.Path first =
                subject.paths().stream()
                        .filter(CompareFindings::surprises)
                        .findFirst()
                        .orElseThrow();
        String type = subject.name().replaceFirst(" .*", "");
        return Finding.warning(
                CompareError.DIFFERS,
                subject.name(),
                subject.unexpected()
                        + " of "
                        + subject.compared()
                        + " kept turns end otherwise in the new version: "
                        + paths(subject, CompareFindings::surprises),
                "--show-values shows some. If it is meant, declare it at the module that changes it:"
                        + " @Expected(of = \""
                        + type
                        + "\", at = \""
                        + first.path()
                        + "\", why = \"…\"); else mend it");
    }

    private static Finding expected(Comparison.Subject subject) {
        Set<String> reasons = new TreeSet<>();
        subject.paths().forEach(path -> path.expected().ifPresent(reasons::add));
        return Finding.info(
                CompareError.EXPECTED,
                subject.name(),
                "as declared ("
                        + String.join("; ", reasons)
                        + "), of "
                        + subject.compared()
                        + " kept turns: "
                        + paths(
                                subject,
                                path -> path.kind().counts() && path.expected().isPresent()),
                "");
    }

    private static Finding unmet(Expectation expectation) {
        return Finding.info(
                CompareError.SPENT,
                expectation.of(),
                "no kept turn shows the difference that " + expectation + " declares",
                "Nothing, if it is rare; else look at its spelling: the paths are those that"
                        + " `midstream check --verbose` prints");
    }

    private static boolean surprises(Comparison.Path path) {
        return path.kind().counts() && path.expected().isEmpty();
    }

    private static boolean has(Comparison.Subject subject, Predicate<Comparison.Path> which) {
        return subject.paths().stream().anyMatch(which);
    }

    private static String paths(Comparison.Subject subject, Predicate<Comparison.Path> which) {
        List<String> all =
                subject.paths().stream()
                        .filter(which)
                        .map(path ->
                                path.path() + " " + path.kind().words() + " in " + path.count())
                        .toList();
        String more = all.size() > SHOWN ? ", and " + (all.size() - SHOWN) + " more paths" : "";
        return all.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more;
    }
}
