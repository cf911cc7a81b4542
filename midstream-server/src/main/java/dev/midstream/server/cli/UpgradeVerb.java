package dev.midstream.server.cli;

import dev.midstream.admin.AdminClient;
import dev.midstream.admin.AdminException;
import dev.midstream.admin.Home;
import dev.midstream.admin.UpgradeCall;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Upgrades the running app. */
@Command(
        name = "upgrade",
        description = "Upgrade the running app, from its sources or to an artefact.")
final class UpgradeVerb extends Verb {

    /** What an upgrade waits for before it returns. */
    enum Wait {
        cutover,
        swept,
        confirmed,
        collected
    }

    /** What {@code --accept-loss} can accept. */
    enum Loss {
        back
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "APP|FILE",
            description = "Default: what the host was started with.")
    private @Nullable Path app;

    @Option(
            names = "--wait",
            defaultValue = "swept",
            description =
                    "Return when the new generation serves (cutover), the old one is drained (swept,"
                            + " the default), the new one is permanent (confirmed), or every released"
                            + " one is proved gone (collected).")
    private Wait wait = Wait.swept;

    @Option(
            names = "--wait-deadline",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long to wait for confirmed or collected. Default: ${DEFAULT-VALUE}.")
    private long waitSeconds = 120;

    @Option(
            names = "--confirm",
            defaultValue = "auto",
            converter = ConfirmConverter.class,
            completionCandidates = ConfirmConverter.Names.class,
            description =
                    "When it becomes permanent: auto, manual or now. Default: ${DEFAULT-VALUE}.")
    private Confirm confirm = Confirm.AUTO;

    @Option(
            names = "--confirm-running",
            description = "Confirm the running release, although it is to be confirmed by hand.")
    private boolean confirmRunning;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description =
                    "How long work in the old generation may go on before it is interrupted. Default:"
                            + " ${DEFAULT-VALUE}.")
    private long drainSeconds = 30;

    @Option(
            names = "--accept-loss",
            paramLabel = "back",
            description =
                    "Accept an upgrade whose states a rollback cannot take back, or not whole.")
    private List<Loss> acceptLoss = new ArrayList<>();

    @Option(
            names = "--retire",
            paramLabel = "TYPE",
            description =
                    "Let the actors of a type go that no module has any more. May be repeated.")
    private List<String> retire = new ArrayList<>();

    @Option(names = "--strict", description = "Refuse if there is any warning, of the build too.")
    private boolean strict;

    @Option(
            names = "--no-warm",
            description =
                    "Do not compare and warm the new version with sampled traffic: it serves cold. For"
                            + " emergencies, and to compare.")
    private boolean cold;

    @Option(
            names = "--show-values",
            description =
                    "Show some of the values that differ in the comparison with what runs. They may"
                            + " be anybody's; redacted ones stay hidden.")
    private boolean values;

    @Option(names = "--offline", description = "Resolve dependencies from the local cache only.")
    private boolean offline;

    @Override
    Optional<CliReport> run(Screen screen) throws AdminException, IOException {
        UpgradeOptions options = options();
        Optional<Path> given = Optional.ofNullable(app);
        Home home = Homes.ofHost(common().home(), given, Path.of(""));
        AdminClient client = AdminClient.connect(home);
        CliReport report;
        try (UpgradeCall call = client.upgrade()) {
            UpgradeFlow flow = new UpgradeFlow(name(), screen);
            UpgradeFlow.Until until =
                    wait == Wait.cutover ? UpgradeFlow.Until.CUTOVER : UpgradeFlow.Until.SWEPT;
            report = flow.run(call, given, home, offline, options, until);
        }
        return Optional.of(awaited(client, report, screen));
    }

    private CliReport awaited(AdminClient client, CliReport report, Screen screen)
            throws AdminException {
        if (report.exit() != Exit.DONE) {
            return report;
        }
        Waiting waiting = new Waiting(client, Duration.ofSeconds(waitSeconds), screen);
        Optional<Finding> late =
                switch (wait) {
                    case cutover, swept -> Optional.empty();
                    case confirmed -> waiting.confirmed(report.more().path("to").asInt(0));
                    case collected -> waiting.collected();
                };
        if (late.isEmpty()) {
            if (wait == Wait.confirmed) {
                report.more().put("confirmed", true);
            }
            return report;
        }
        List<Finding> findings = new ArrayList<>(report.findings());
        findings.addFirst(late.get());
        return new CliReport(
                name(), Exit.FAILED, CliReport.ERROR, report.message(), findings, report.more());
    }

    private UpgradeOptions options() {
        if (waitSeconds < 0 || waitSeconds > 86_400) {
            throw usage("--wait-deadline " + waitSeconds + ": 0 to 86400 seconds expected");
        }
        if (drainSeconds < 0 || drainSeconds > 86_400) {
            throw usage("--drain " + drainSeconds + ": 0 to 86400 seconds expected");
        }
        return new UpgradeOptions(
                confirm,
                confirmRunning,
                Duration.ofSeconds(drainSeconds),
                strict,
                acceptLoss.contains(Loss.back),
                Set.copyOf(retire),
                !cold,
                values);
    }
}
