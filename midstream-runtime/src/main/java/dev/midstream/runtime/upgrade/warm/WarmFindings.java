package dev.midstream.runtime.upgrade.warm;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.WarmReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says what a warm-up has left undone. */
final class WarmFindings {

    /** Share of live traffic that may be cold without a question. */
    private static final double USUAL_PERCENT = 5;

    private static final int SHOWN = 10;

    private static final String ACCEPT = "; or accept that they are slow at first";

    private WarmFindings() {}

    static List<Finding> of(WarmReport report, Duration budget) {
        List<Finding> findings = new ArrayList<>();
        if (!report.settled()) {
            findings.add(
                    Finding.warning(
                            WarmError.NOT_SETTLED,
                            "warm",
                            "the JIT was still at work when the budget of "
                                    + budget.toMillis()
                                    + " ms ended, after "
                                    + report.replayed()
                                    + " replays",
                            "Give it more with -Dmidstream.warm.budget.millis, or a machine with"
                                    + " more headroom; the first requests may be slow"));
        }
        List<WarmReport.Kind> cold =
                report.kinds().stream().filter(kind -> kind.cold().isPresent()).toList();
        if (cold.isEmpty()) {
            return findings;
        }
        String listed =
                cold.stream()
                        .limit(SHOWN)
                        .map(WarmFindings::describe)
                        .collect(Collectors.joining("; "));
        String more = cold.size() > SHOWN ? "; and " + (cold.size() - SHOWN) + " more" : "";
        if (report.coldPercent() > USUAL_PERCENT) {
            findings.add(
                    Finding.warning(
                            WarmError.COLD,
                            "warm",
                            percent(report.coldPercent())
                                    + " of the traffic will meet cold code: "
                                    + listed
                                    + more,
                            remedies(cold)));
        } else {
            findings.add(
                    Finding.info(
                            WarmError.NOT_REPLAYABLE,
                            "warm",
                            "not warmed: " + listed + more,
                            remedies(cold)));
        }
        return findings;
    }

    /** What to do, once for all that have the same to do. */
    private static String remedies(List<WarmReport.Kind> cold) {
        Map<String, List<String>> routes = new LinkedHashMap<>();
        for (WarmReport.Kind kind : cold.stream().limit(SHOWN).toList()) {
            routes.computeIfAbsent(kind.remedy().orElse(""), _ -> new ArrayList<>())
                    .add(kind.name());
        }
        return routes.entrySet().stream()
                        .map(each -> String.join(", ", each.getValue()) + ": " + each.getKey())
                        .collect(Collectors.joining("; "))
                + ACCEPT;
    }

    private static String describe(WarmReport.Kind kind) {
        String share = kind.percent() > 0 ? " (" + percent(kind.percent()) + ")" : "";
        return kind.name() + share + ": " + kind.cold().orElse("");
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }
}
