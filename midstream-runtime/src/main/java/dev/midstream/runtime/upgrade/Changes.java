package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.config.ConfigError;
import dev.midstream.runtime.config.Resolver.Resolved;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Severity;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Verified;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what an upgrade changes: modules and configuration. */
final class Changes {

    /** Changed keys that a message names; the others are counted. */
    private static final int SHOWN = 20;

    private Changes() {}

    /** What an upgrade does to a generation, in one line. */
    static String summary(Generation before, Verified verified) {
        List<String> changes = verified.configuration().changesFrom(before.configuration());
        String modules = verified.plan().summary();
        return changes.isEmpty() ? modules : modules + "; configuration: " + listed(changes);
    }

    /** The warning that the sources of configuration say something else than what runs. */
    static Optional<Finding> differing(Generation running, Resolved now) {
        List<String> changes =
                now.usable()
                        ? now.configuration().changesFrom(running.configuration())
                        : now.findings().stream()
                                .filter(finding -> finding.severity() == Severity.ERROR)
                                .map(finding -> finding.subject() + " " + finding.message())
                                .toList();
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                ConfigError.DIFFERS,
                                "generation " + running.number(),
                                "its files and environment say otherwise: " + listed(changes),
                                "Put the old values back there; the next upgrade or start"
                                        + " follows what they say"));
    }

    private static String listed(List<String> changes) {
        String more = changes.size() > SHOWN ? " and " + (changes.size() - SHOWN) + " more" : "";
        return changes.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more;
    }
}
