package dev.midstream.build;

import dev.midstream.build.project.BuildError;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the configuration that an app brings along: a file in its root folder. */
final class AppSettings {

    private static final String FILE = "midstream.properties";

    /** Characters of it; data belongs elsewhere. */
    private static final int LIMIT = 1 << 20;

    private AppSettings() {}

    /** The file's text, with lines ended by line feeds; empty if there is none. */
    static String read(Path app) throws Refused {
        Path folder = Files.isDirectory(app) ? app : app.toAbsolutePath().getParent();
        if (folder == null || app.toString().endsWith(".jar")) {
            return "";
        }
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try {
            String text = Files.readString(file).replace("\r\n", "\n");
            if (text.length() <= LIMIT) {
                return text;
            }
            throw unreadable(file, "has " + text.length() + " characters, at most 1 Mi expected");
        } catch (IOException e) {
            throw unreadable(file, "cannot be read as UTF-8: " + e);
        }
    }

    private static Refused unreadable(Path file, String why) {
        return new Refused(
                BuildError.UNREADABLE,
                file.toString(),
                why,
                "It holds lines of the form module.component=value");
    }
}
