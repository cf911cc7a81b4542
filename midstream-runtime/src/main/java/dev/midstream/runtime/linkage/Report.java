package dev.midstream.runtime.linkage;

import dev.midstream.runtime.finding.Code;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts problems together: what is the same at many places is one finding. */
final class Report {

    /** More than this nobody reads; the rest is counted. */
    static final int FINDINGS_AT_MOST = 100;

    private final Map<Same, Places> problems = new LinkedHashMap<>();

    private record Same(String subject, Code code, Severity severity, String target) {}

    private static final class Places {
        private final Problem first;
        private int more;

        Places(Problem first) {
            this.first = first;
        }
    }

    void add(Problem problem) {
        Same same =
                new Same(
                        problem.at().subject(),
                        problem.code(),
                        problem.severity(),
                        problem.target());
        Places known = problems.putIfAbsent(same, new Places(problem));
        if (known != null) {
            known.more++;
        }
    }

    /** All findings, errors first. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        problems.values().stream()
                .sorted(Comparator.comparing((Places places) -> places.first.severity()))
                .limit(FINDINGS_AT_MOST)
                .map(Report::finding)
                .forEach(findings::add);
        int left = problems.size() - findings.size();
        if (left > 0) {
            findings.add(
                    new Finding(
                            LinkError.AND_MORE,
                            findings.getLast().severity(),
                            findings.getLast().subject(),
                            left + " more findings of this kind are not listed",
                            "Mend those above first"));
        }
        return List.copyOf(findings);
    }

    private static Finding finding(Places places) {
        Problem first = places.first;
        String more =
                switch (places.more) {
                    case 0 -> "";
                    case 1 -> " (and at 1 more place)";
                    default -> " (and at " + places.more + " more places)";
                };
        return new Finding(
                first.code(),
                first.severity(),
                first.at().subject(),
                first.message() + more,
                first.remedy());
    }
}
