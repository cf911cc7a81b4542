package dev.midstream.server.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** What the launcher runs once after it has built the distribution. */
@Command(
        name = "setup",
        hidden = true,
        description = "Put what apps compile against into the user's Maven repository.")
final class SetupVerb extends Verb {

    @Override
    Optional<CliReport> run(Screen screen) throws IOException {
        LocalRepository.install();
        return Optional.of(
                new CliReport(name(), Exit.DONE, "done", "", List.of(), CliReport.object()));
    }
}
