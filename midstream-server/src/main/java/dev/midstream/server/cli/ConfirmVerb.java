package dev.midstream.server.cli;

import dev.midstream.admin.AdminClient;
import dev.midstream.admin.AdminException;
import dev.midstream.admin.Home;
import dev.midstream.admin.Report;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Makes the current generation permanent. */
@Command(
        name = "confirm",
        description = "Make the last upgrade permanent; lets the previous one go.")
final class ConfirmVerb extends Verb {

    @Override
    Optional<CliReport> run(Screen screen) throws AdminException {
        Home home = Homes.ofHost(common().home(), Optional.empty(), Path.of(""));
        Report report = AdminClient.connect(home).confirm();
        return Optional.of(CliReport.of(name(), report, report.message()));
    }
}
