package dev.midstream.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * An app's folder in a temporary place, edited as a person would: by files copied over it.
 *
 * <p>Copies get the modification time of the copying, as an editor's saved files do.
 */
final class AppTree {

    private static final List<String> VERSIONED =
            List.of(
                    "pricing/src/main/java/shop/pricing/PricingModule.java",
                    "web/src/main/java/shop/web/WebModule.java");

    private final Path folder;

    private AppTree(Path folder) {
        this.folder = folder;
    }

    /** The shop, version 1, in a new folder. */
    static AppTree shop(Path folder) {
        return of("shop", folder);
    }

    /** One of the apps of these tests, in a new folder. */
    static AppTree of(String app, Path folder) {
        AppTree tree = new AppTree(folder);
        tree.copy(Launcher.apps().resolve(app));
        return tree;
    }

    /** One of the examples, in a new folder. */
    static AppTree example(String example, Path folder) {
        AppTree tree = new AppTree(folder);
        tree.copy(Launcher.example(example));
        return tree;
    }

    /** Counters that are actors, in a new folder. */
    static AppTree counters(Path folder) {
        AppTree tree = new AppTree(folder);
        tree.copy(Launcher.apps().resolve("counters"));
        return tree;
    }

    /** With the Maven wrapper of this repository, for modules that need Maven to be built. */
    AppTree withWrapper() {
        for (String name :
                List.of("mvnw", ".mvn/find-jdk.sh", ".mvn/wrapper/maven-wrapper.properties")) {
            Path to = folder.resolve(name);
            try {
                Files.createDirectories(to.getParent());
                Files.copy(
                        Launcher.file().resolveSibling(name),
                        to,
                        StandardCopyOption.COPY_ATTRIBUTES);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    Path folder() {
        return folder;
    }

    /** Copies the files of an overlay over this tree. */
    AppTree overlay(String name) {
        copy(Launcher.apps().resolve("overlays").resolve(name));
        return this;
    }

    /** Writes another version number into the sources of pricing and web. */
    AppTree version(int version) {
        for (String file : VERSIONED) {
            edit(file, "VERSION = \\d+;", "VERSION = " + version + ";");
        }
        return this;
    }

    /** Replaces what matches in one file; fails if nothing does. */
    AppTree edit(String file, String pattern, String replacement) {
        Path edited = folder.resolve(file);
        try {
            String before = Files.readString(edited);
            if (!java.util.regex.Pattern.compile(pattern).matcher(before).find()) {
                throw new AssertionError("nothing in " + edited + " matches " + pattern);
            }
            Files.writeString(edited, before.replaceAll(pattern, replacement));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Builds this tree into an artefact by {@code midstream build}. */
    Path build(Path artefact) {
        Cli.run("build", folder, "-o", artefact).done();
        return artefact;
    }

    private void copy(Path from) {
        if (!Files.isDirectory(from)) {
            throw new AssertionError("no such overlay: " + from);
        }
        try {
            Files.walkFileTree(
                    from,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Path to = folder.resolve(from.relativize(file).toString());
                            Files.createDirectories(to.getParent());
                            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (mentionsMidstream(from.resolve("pom.xml"))) {
            edit(
                    "pom.xml",
                    "<midstream.version>[^<]*</midstream.version>",
                    "<midstream.version>" + Launcher.version() + "</midstream.version>");
        }
    }

    private static boolean mentionsMidstream(Path pom) {
        try {
            return Files.exists(pom) && Files.readString(pom).contains("<midstream.version>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
