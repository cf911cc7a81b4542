package dev.midstream.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code apps/libraries}: one module per library, and two releases of each library. */
final class LibraryApp {

    private static final String NEWER = "libraries-newer";
    private static final String VERSIONS = "versions/pom.xml";
    private static final Pattern VERSION = Pattern.compile("<([a-z0-9-]+)\\.version>([^<]+)<");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private LibraryApp() {}

    /** The versions of the older release, by module. */
    static Map<String, String> older() {
        return versions(Launcher.apps().resolve("libraries"));
    }

    /** The versions of the newer release, by module. */
    static Map<String, String> newer() {
        return versions(Launcher.apps().resolve("overlays").resolve(NEWER));
    }

    /** The modules of the app that use a library. */
    static List<String> modules() {
        return MODULE.matcher(read(Launcher.apps().resolve("libraries/pom.xml")))
                .results()
                .map(match -> match.group(1))
                .filter(module -> !module.equals("probe"))
                .toList();
    }

    /** Builds the older release with only these libraries. */
    static Path buildOlder(Path temp, List<Library> libraries) {
        return only(AppTree.of("libraries", temp.resolve("older")), libraries)
                .build(temp.resolve("older.msa"));
    }

    /** Builds the newer release with only these libraries. */
    static Path buildNewer(Path temp, List<Library> libraries) {
        return only(AppTree.of("libraries", temp.resolve("newer")).overlay(NEWER), libraries)
                .build(temp.resolve("newer.msa"));
    }

    private static AppTree only(AppTree tree, List<Library> libraries) {
        List<String> kept = libraries.stream().map(Library::module).toList();
        for (String module : modules()) {
            if (!kept.contains(module)) {
                tree.edit("pom.xml", "    <module>" + module + "</module>\n", "");
                if (module.equals("sqlite-jdbc")) {
                    tree.edit("pom.xml", " +org.xerial:sqlite-jdbc\n", "");
                }
                if (module.equals("zstd-jni")) {
                    tree.edit("pom.xml", " +com.github.luben:zstd-jni\n", "");
                }
            }
        }
        return tree;
    }

    private static Map<String, String> versions(Path folder) {
        Map<String, String> versions = new TreeMap<>();
        Matcher matcher = VERSION.matcher(read(folder.resolve(VERSIONS)));
        while (matcher.find()) {
            versions.put(matcher.group(1), matcher.group(2));
        }
        return versions;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
