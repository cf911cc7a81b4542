package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.finding.Severity;
import dev.midstream.runtime.graph.ActorTypeError;
import dev.midstream.runtime.migration.MigrationError;
import dev.midstream.runtime.migration.Migrations;
import dev.midstream.runtime.migration.WayBack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What somebody has to accept before an upgrade does it: no way back, and actors that are let go.
 */
final class Acceptance {

    private static final String REMEDY =
            "Write the way back (@Migration), or upgrade with --accept-loss back";

    private Acceptance() {}

    /**
     * Passes an upgrade whose price is accepted.
     *
     * @return what is worth saying of it
     * @throws Refused if it is not
     */
    static List<Finding> upgrade(Migrations migrations, UpgradeOptions options) throws Refused {
        List<Finding> findings = new ArrayList<>(retired(migrations, options));
        back(migrations.wayBack(), options.acceptLossBack()).ifPresent(findings::add);
        if (findings.stream().anyMatch(each -> each.severity() == Severity.ERROR)) {
            throw new Refused(findings);
        }
        return findings;
    }

    /**
     * What an upgrade would have to be told.
     *
     * @throws Refused if that is a type to retire: nothing else is known of its actors then
     */
    static List<Finding> check(Migrations migrations, UpgradeOptions options) throws Refused {
        List<Finding> removed = retired(migrations, options);
        if (!removed.isEmpty()) {
            throw new Refused(removed);
        }
        return back(migrations.wayBack(), true).stream().toList();
    }

    private static Optional<Finding> back(WayBack way, boolean accepted) {
        Severity severity = accepted ? Severity.WARNING : Severity.ERROR;
        return switch (way.kind()) {
            case REVERSIBLE -> Optional.empty();
            case LOSSY ->
                    Optional.of(
                            new Finding(
                                    MigrationError.LOSSY_BACK,
                                    severity,
                                    "upgrade",
                                    "it is lossy back: a rollback cannot restore "
                                            + String.join(", ", way.lost()),
                                    REMEDY));
            case ONE_WAY ->
                    Optional.of(
                            new Finding(
                                    MigrationError.ONE_WAY,
                                    severity,
                                    "upgrade",
                                    "it is one-way: a rollback cannot take back every state: "
                                            + String.join("; ", way.blocked()),
                                    REMEDY));
        };
    }

    private static List<Finding> retired(Migrations migrations, UpgradeOptions options) {
        List<Finding> findings = new ArrayList<>();
        migrations
                .removed()
                .forEach((type, count) -> {
                    if (!options.retire().contains(type)) {
                        findings.add(
                                Finding.error(
                                        ActorTypeError.REMOVED,
                                        type,
                                        "there "
                                                + (count == 1
                                                        ? "is 1 actor"
                                                        : "are " + count + " actors")
                                                + " of type "
                                                + type
                                                + ", and no module has that type any more",
                                        "Keep a class with @ActorType(\""
                                                + type
                                                + "\") until they are stopped, or let them go with"
                                                + " --retire "
                                                + type));
                    }
                });
        for (String type : options.retire()) {
            if (migrations.kept().contains(type)) {
                findings.add(
                        Finding.error(
                                MigrationError.NOT_RETIRED,
                                type,
                                "is to be retired, and a class still has @ActorType(\""
                                        + type
                                        + "\")",
                                "Remove the class, or leave --retire out"));
            }
        }
        return findings;
    }
}
