package dev.midstream.build;

import dev.midstream.build.plain.PlainPlanner;
import dev.midstream.build.project.BuildError;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What kind of app a path is. */
sealed interface Layout {

    /** A Maven project. */
    record MavenProject(Path pom) implements Layout {}

    /** Java sources without a pom. */
    record Sources(Path folder) implements Layout {}

    /** One jar. */
    record Jar(Path file) implements Layout {}

    /** A folder of jars. */
    record Jars(Path folder, List<Path> files) implements Layout {}

    /** Entries of a folder that are named when it is no app. */
    int SHOWN = 10;

    /** How deep below a folder its .java files may start, package folders included. */
    int DEPTH = 16;

    /** Looks at a path. */
    static Layout of(Path app) throws Refused {
        if (!Files.exists(app)) {
            throw new Refused(
                    BuildError.NO_SUCH_APP,
                    app.toString(),
                    "does not exist",
                    "Give the folder of a Maven project, a folder of Java sources, or a jar");
        }
        try {
            Path path = app.toRealPath();
            if (Files.isRegularFile(path)) {
                if (path.getFileName().toString().endsWith(".jar")) {
                    return new Jar(path);
                }
                if (path.getFileName().toString().equals("pom.xml")) {
                    return new MavenProject(path);
                }
                throw noApp(app, "is a file, neither a .jar nor a pom.xml");
            }
            if (Files.isRegularFile(path.resolve("pom.xml"))) {
                return new MavenProject(path.resolve("pom.xml"));
            }
            if (Files.isDirectory(path.resolve("src/main/java"))) {
                return new Sources(path);
            }
            List<Path> jars = PlainPlanner.jars(path);
            if (!jars.isEmpty()) {
                return new Jars(path, jars);
            }
            try (Stream<Path> files = Files.walk(path, DEPTH)) {
                if (files.anyMatch(file -> file.toString().endsWith(".java"))) {
                    return new Sources(path);
                }
            }
            throw noApp(app, "has no pom.xml, no .java file and no .jar; it holds " + seen(path));
        } catch (IOException e) {
            throw noApp(app, "cannot be looked into: " + e);
        }
    }

    private static String seen(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> names =
                    entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
            if (names.isEmpty()) {
                return "nothing";
            }
            String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
            return names.size() > SHOWN
                    ? shown + " and " + (names.size() - SHOWN) + " more"
                    : shown;
        }
    }

    private static Refused noApp(Path app, String seen) {
        return new Refused(
                BuildError.NO_APP,
                app.toString(),
                seen,
                "Give the folder of a Maven project, a folder of Java sources, or a jar;"
                        + " `midstream new NAME` writes one to start from");
    }
}
