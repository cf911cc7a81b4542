package dev.midstream.server;

import dev.midstream.admin.HttpAddress;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.Status;
import dev.midstream.runtime.finding.MidstreamException;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.server.cli.CliError;
import dev.midstream.server.cli.CliReport;
import dev.midstream.server.cli.HostLaunch;
import dev.midstream.server.cli.Screen;
import dev.midstream.store.FileSnapshots;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The serving process. Starts with an artefact, serves until a signal, drains, and exits with 0.
 *
 * <p>Its main thread starts and stops everything and otherwise waits for the signal.
 */
public final class Host {

    /** As long as an upgrade lets work go on by default. */
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private static final System.Logger LOG = System.getLogger(Host.class.getName());

    private final HostLaunch launch;
    private final Screen screen;

    private Host(HostLaunch launch, Screen screen) {
        this.launch = launch;
        this.screen = screen;
    }

    /** Runs a host with the arguments that {@link HostLaunch} wrote. */
    public static void main(String... arguments) throws IOException {
        StopSignal signal = StopSignal.install();
        HostLaunch launch = HostLaunch.read(arguments);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Host host = new Host(launch, Screen.of(out, err, launch.json(), false));
        System.exit(host.serve(signal));
    }

    private int serve(StopSignal signal) {
        try {
            byte[] artefact = Files.readAllBytes(launch.artefact());
            Files.deleteIfExists(launch.artefact());
            Midstream.Builder builder =
                    Midstream.builder()
                            .artefact(artefact)
                            .home(launch.home().path())
                            .collectsReleased(true);
            if (launch.snapshot().isPresent()) {
                Path folder = launch.snapshot().get();
                builder.snapshots(FileSnapshots.open(folder, launch.snapshotDeadline()));
            }
            try (Midstream midstream = builder.start();
                    HttpService http = HttpService.open(midstream.gate(), launch, DRAIN)) {
                launch.home().app(launch.app());
                launch.home().http(http.address());
                screen.end(serving(midstream.status(), http.address()));
                signal.await();
                LOG.log(System.Logger.Level.INFO, "stopping: open requests have {0}", DRAIN);
            }
            return 0;
        } catch (Refused e) {
            return failed(CliReport.failed("run", e.findings()));
        } catch (MidstreamException e) {
            return failed(CliReport.failed("run", List.of(e.finding())));
        } catch (IOException e) {
            return failed(
                    CliReport.failed(
                            "run",
                            CliError.IO,
                            launch.home().toString(),
                            "a file of the home cannot be read or written: " + e,
                            "Check the folder and its permissions"));
        }
    }

    private int failed(CliReport report) {
        screen.end(report);
        return report.exit();
    }

    private CliReport serving(Status status, HttpAddress address) {
        var more =
                CliReport.object()
                        .put("app", status.app())
                        .put("pid", ProcessHandle.current().pid())
                        .put("home", launch.home().toString());
        more.putObject("http").put("host", address.host()).put("port", address.port());
        more.put("generation", status.generation())
                .put("release", status.release())
                .put("confirmed", status.confirmed());
        String message =
                "serving "
                        + status.app()
                        + " at http://"
                        + address
                        + "/ · generation "
                        + status.generation()
                        + " · release "
                        + status.release()
                        + " · home "
                        + launch.home();
        return CliReport.done("run", message, more);
    }
}
