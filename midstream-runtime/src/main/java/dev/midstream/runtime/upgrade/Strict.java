package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The rule of {@code --strict}: what is only warned of otherwise refuses. Safe for all threads. */
public final class Strict {

    private Strict() {}

    /**
     * Passes findings without a warning.
     *
     * @throws Refused with {@code MS-UPGRADE-005}, which names the warnings' codes, and the
     *     findings
     */
    public static void check(List<Finding> findings) throws Refused {
        List<Finding> warnings =
                findings.stream().filter(one -> one.severity() == Severity.WARNING).toList();
        if (warnings.isEmpty()) {
            return;
        }
        String codes =
                warnings.stream()
                        .map(one -> one.code().id())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
        List<Finding> all = new ArrayList<>();
        all.add(
                Finding.error(
                        UpgradeError.STRICT,
                        "upgrade",
                        (warnings.size() == 1 ? "1 warning (" : warnings.size() + " warnings (")
                                + codes
                                + "), none expected with --strict",
                        "Mend what they name, or leave --strict out"));
        all.addAll(findings);
        throw new Refused(all);
    }
}
