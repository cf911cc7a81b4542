package dev.midstream.runtime.finding;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A stage refuses what was asked, with at least one finding of severity ERROR. Nothing was changed.
 *
 * <p>Checked, so that whoever runs a stage decides what a refusal means there.
 */
public final class Refused extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    /** A refusal for one reason. */
    public Refused(Code code, String subject, String message, String remedy) {
        this(List.of(Finding.error(code, subject, message, remedy)));
    }

    /** A refusal for several reasons. */
    public Refused(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
        if (findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR)) {
            throw new IllegalArgumentException("a refusal needs an error, got " + findings);
        }
    }

    /** Why, most important first. */
    public List<Finding> findings() {
        return findings;
    }
}
