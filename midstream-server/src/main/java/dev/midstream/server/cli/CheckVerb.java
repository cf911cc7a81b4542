package dev.midstream.server.cli;

import dev.midstream.admin.AdminClient;
import dev.midstream.admin.AdminException;
import dev.midstream.admin.Home;
import dev.midstream.admin.UpgradeCall;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what an upgrade would do and whether it would be refused. */
@Command(name = "check", description = "Do everything that an upgrade does before its cutover.")
final class CheckVerb extends Verb {

    @Parameters(
            arity = "0..1",
            paramLabel = "APP|FILE",
            description = "Default: what the host was started with.")
    private @Nullable Path app;

    @Option(names = "--strict", description = "Refuse if there is any warning, of the build too.")
    private boolean strict;

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
        Optional<Path> given = Optional.ofNullable(app);
        Home home = Homes.ofHost(common().home(), given, Path.of(""));
        UpgradeOptions options =
                new UpgradeOptions(Confirm.AUTO, false, UpgradeOptions.DEFAULT.drain(), strict)
                        .values(values);
        try (UpgradeCall call = AdminClient.connect(home).check()) {
            return Optional.of(
                    new UpgradeFlow(name(), screen)
                            .run(call, given, home, offline, options, UpgradeFlow.Until.SWEPT));
        }
    }
}
