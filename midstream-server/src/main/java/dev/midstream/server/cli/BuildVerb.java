package dev.midstream.server.cli;

import dev.midstream.admin.Home;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Builds an app into a file that {@code upgrade} and {@code run} take. */
@Command(name = "build", description = "Build an app into a file, to be run or upgraded to later.")
final class BuildVerb extends Verb {

    @Parameters(paramLabel = "APP", description = "A Maven project's folder.")
    private Path app = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The file to write.")
    private Path output = Path.of("");

    @Option(names = "--offline", description = "Resolve dependencies from the local cache only.")
    private boolean offline;

    @Override
    Optional<CliReport> run(Screen screen) throws Refused, IOException {
        AppBuild.requireThere(app);
        Home home = Homes.forApp(common().home(), app);
        AppBuild built = AppBuild.of(app, home, offline, screen);
        // Checked also when the app is a file already: what is written is an intact artefact.
        Artefact artefact = Artefact.read(built.file());
        write(built.file());
        String release = Artefact.release(built.file());
        ObjectNode more = CliReport.object();
        more.put("app", artefact.app())
                .put("release", release)
                .put("file", output.toAbsolutePath().normalize().toString())
                .put("bytes", built.file().length)
                .put("compiledFiles", built.compiledFiles());
        more.putArray("stages").addObject().put("name", "build").put("millis", built.millis());
        String message =
                "built "
                        + artefact.app()
                        + ": release "
                        + release
                        + " in "
                        + Screen.time(built.millis())
                        + ", "
                        + output
                        + " ("
                        + built.file().length / 1024
                        + " KiB)";
        return Optional.of(
                new CliReport(name(), Exit.DONE, "done", message, built.findings(), more));
    }

    @Override
    CliReport refusal(List<Finding> findings) {
        return CliReport.failed(name(), findings);
    }

    /** In one step: a reader sees the old file or the new one. */
    private void write(byte[] file) throws IOException {
        Path absolute = output.toAbsolutePath();
        Path next =
                absolute.resolveSibling(
                        absolute.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.write(next, file);
            Files.move(next, absolute, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
