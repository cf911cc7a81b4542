package dev.midstream.server.cli;

import dev.midstream.admin.Home;
import dev.midstream.build.BuildOptions;
import dev.midstream.build.Builder;
import dev.midstream.build.Built;
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
 * @param compiledFiles how many sources were given to the compiler
 * @param findings what the build had to say
 */
record AppBuild(
        byte[] file, boolean built, long millis, int compiledFiles, List<Finding> findings) {

    /**
     * Builds or reads an app.
     *
     * @throws Refused if it is not there or cannot be built
     */
    static AppBuild of(Path app, Home home, boolean offline, Screen screen)
            throws Refused, IOException {
        requireThere(app);
        if (isArtefact(app)) {
            return new AppBuild(Files.readAllBytes(app), false, 0, 0, List.of());
        }
        long began = System.nanoTime();
        screen.progress("building " + app);
        Built built = Builder.build(app, new BuildOptions(home.path(), offline, screen::progress));
        long millis = (System.nanoTime() - began) / 1_000_000;
        return new AppBuild(built.file(), true, millis, built.compiledFiles(), built.findings());
    }

    /** A file is taken as it is, unless it is a jar, which is an app to be packed. */
    private static boolean isArtefact(Path app) {
        return Files.isRegularFile(app) && !app.toString().endsWith(".jar");
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
