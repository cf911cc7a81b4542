package dev.midstream.server.cli;

import dev.midstream.admin.Home;
import dev.midstream.admin.HomeLock;
import dev.midstream.admin.HttpAddress;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds an app, and has the launcher start the process that serves it. */
@Command(name = "run", description = "Build an app, or take a built one, and serve it.")
final class RunVerb extends Verb {

    @Parameters(paramLabel = "APP|FILE", description = "A Maven project's folder, or an artefact.")
    private Path app = Path.of("");

    @Option(
            names = "--http",
            paramLabel = "[HOST:]PORT",
            defaultValue = "127.0.0.1:8080",
            converter = HttpAddressConverter.class,
            description =
                    "Where to serve HTTP; port 0 takes any free one. Default: ${DEFAULT-VALUE}.")
    private HttpAddress http = new HttpAddress("127.0.0.1", 8080);

    @Option(
            names = "--gzip",
            description = "Compress texts for clients that take gzip; see docs/http.md.")
    private boolean gzip;

    @Option(
            names = "--access-log",
            paramLabel = "FILE|-",
            description =
                    "Write a line per request to a file, or to the standard output. A file that is"
                            + " moved away is created anew.")
    private @Nullable Path accessLog;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "How long an open connection may wait for its next request before it is closed."
                            + " Default: ${DEFAULT-VALUE}.")
    private long idleSeconds = 60;

    @Option(
            names = "--snapshot",
            paramLabel = "DIR",
            description =
                    "Restore all actors from this folder at the start, and save them there at the"
                            + " stop; see docs/operating.md.")
    private @Nullable Path snapshot;

    @Option(
            names = "--snapshot-deadline",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "How long restoring, and saving, all actors may take. Default:"
                            + " ${DEFAULT-VALUE}.")
    private long snapshotSeconds = 60;

    @Option(names = "--offline", description = "Resolve dependencies from the local cache only.")
    private boolean offline;

    @Override
    Optional<CliReport> run(Screen screen) throws Refused, IOException {
        if (idleSeconds < 1 || idleSeconds > 86_400) {
            throw usage("--idle " + idleSeconds + ": 1 to 86400 seconds expected");
        }
        if (snapshotSeconds < 1 || snapshotSeconds > 86_400) {
            throw usage("--snapshot-deadline " + snapshotSeconds + ": 1 to 86400 seconds expected");
        }
        AppBuild.requireThere(app);
        Home home = Homes.forApp(common().home(), app);
        // Held while it builds, in the name of the process that will serve: a second run learns
        // that pid at once, not after a build of its own.
        try (HomeLock _ = home.lock(HostLaunch.launcherPid())) {
            AppBuild built = AppBuild.of(app, home, offline, screen);
            if (built.built()) {
                screen.stage("build", built.millis());
            }
            HostLaunch launch =
                    new HostLaunch(
                            home,
                            app,
                            http,
                            gzip,
                            Optional.ofNullable(accessLog),
                            Duration.ofSeconds(idleSeconds),
                            Optional.ofNullable(snapshot),
                            Duration.ofSeconds(snapshotSeconds),
                            common().json());
            launch.prepare(built.file());
        }
        return Optional.empty();
    }

    @Override
    CliReport refusal(List<Finding> findings) {
        return CliReport.failed(name(), findings);
    }
}
