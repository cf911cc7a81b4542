package dev.midstream.server.cli;

import dev.midstream.admin.AdminClient;
import dev.midstream.admin.AdminException;
import dev.midstream.admin.Home;
import dev.midstream.admin.Report;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes the last upgrade back. */
@Command(name = "rollback", description = "Go back to the release before the last upgrade.")
final class RollbackVerb extends Verb {

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description =
                    "How long work in the newer generation may go on before it is interrupted."
                            + " Default: ${DEFAULT-VALUE}.")
    private long drainSeconds = 30;

    @Override
    Optional<CliReport> run(Screen screen) throws AdminException {
        if (drainSeconds < 0 || drainSeconds > 86_400) {
            throw usage("--drain " + drainSeconds + ": 0 to 86400 seconds expected");
        }
        UpgradeOptions options =
                new UpgradeOptions(Confirm.AUTO, false, Duration.ofSeconds(drainSeconds));
        Home home = Homes.ofHost(common().home(), Optional.empty(), Path.of(""));
        Report report =
                AdminClient.connect(home)
                        .rollback(
                                options,
                                (stage, ended, millis, _) -> {
                                    if (ended) {
                                        screen.stage(stage, millis);
                                    } else {
                                        screen.progress(stage);
                                    }
                                });
        CliReport said = CliReport.of(name(), report, report.message());
        // Taking back is what this verb is for.
        return Optional.of(
                said.exit() == Exit.TAKEN_BACK
                        ? new CliReport(
                                name(),
                                Exit.DONE,
                                said.outcome(),
                                said.message(),
                                said.findings(),
                                said.more())
                        : said);
    }
}
