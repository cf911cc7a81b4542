package dev.midstream.server.cli;

import dev.midstream.admin.Home;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An app as bytes: built from its folder, or read from a file that was built before.
 *
 * @param file the artefact's bytes
 * @param built whether it was built just now
 * @param millis how long that took
 * @param findings what the build had to say
 */
record AppBuild(byte[] file, boolean built, long millis, List<Finding> findings) {

    /**
     * Builds or reads an app.
     *
     * @throws Refused if it is not there or cannot be built
     */
    static AppBuild of(Path app, Home home, boolean offline, Screen screen)
            throws Refused, IOException {
        if (Files.isRegularFile(app)) {
            return new AppBuild(Files.readAllBytes(app), false, 0, List.of());
        }
        requireThere(app);
        throw new UnsupportedOperationException("builder not merged yet");
    }

    /** Refuses a path that leads nowhere. */
    static void requireThere(Path app) throws Refused {
        if (!Files.exists(app)) {
            throw new Refused(
                    CliError.NO_APP,
                    app.toString(),
                    "there is no such folder or file",
                    "Name a Maven project's folder, or a file that `midstream build` wrote");
        }
    }
}
