package dev.midstream.build;

import dev.midstream.api.AppModule;
import dev.midstream.build.compile.Jars;
import dev.midstream.build.compile.Javac;
import dev.midstream.build.compile.Snapshot;
import dev.midstream.build.project.JavacSettings;
import dev.midstream.build.project.OwnRepository;
import dev.midstream.build.project.ResourceFolder;
import dev.midstream.build.project.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Maven home of its own: settings.xml with a mirror for everything that is a folder, and a local
 * repository beside it. No test that uses it touches the network or the user's own repository.
 */
final class TestRepository implements BeforeAllCallback, AfterAllCallback {

    private final Properties before = new Properties();
    private Path root = Path.of("");

    Path remote() {
        return root.resolve("remote");
    }

    Path local() {
        return root.resolve("local");
    }

    Path settings() {
        return root.resolve(".m2/settings.xml");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        root = Files.createTempDirectory("midstream-build-test").toRealPath();
        before.setProperty("user.home", System.getProperty("user.home"));
        System.setProperty("user.home", root.toString());
        System.setProperty(OwnRepository.PROPERTY, root.resolve("distribution").toString());
        new Folder(root)
                .file(
                        ".m2/settings.xml",
                        """
                        <settings>
                          <localRepository>%s</localRepository>
                          <mirrors>
                            <mirror><id>test</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
                          </mirrors>
                        </settings>
                        """
                                .formatted(local(), remote().toUri()));
        Files.createDirectories(remote());
        distribute();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        System.setProperty("user.home", before.getProperty("user.home"));
        System.clearProperty(OwnRepository.PROPERTY);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Publishes a library of one class {@code lib.NAME} with {@code static String version()}. */
    void library(String artifactId, String version, String dependencies) throws Exception {
        String name =
                artifactId.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                        + artifactId.substring(1);
        publish(
                artifactId,
                version,
                "<dependencies>" + dependencies + "</dependencies>",
                new Folder(Files.createTempDirectory(root, "library"))
                        .file(
                                "lib/" + name + ".java",
                                "package lib; public class "
                                        + name
                                        + " { public static String version() { return \""
                                        + version
                                        + "\"; } }"));
    }

    /** Compiles a folder and publishes it. */
    void publish(String artifactId, String version, String inside, Folder sources)
            throws Exception {
        Work.Compile work =
                new Work.Compile(
                        List.of(sources.path()),
                        List.of(
                                new ResourceFolder(
                                        sources.path(),
                                        "",
                                        List.of("META-INF/**"),
                                        List.of(),
                                        java.util.Map.of())),
                        new JavacSettings(List.of("-proc:none"), "UTF-8", List.of()));
        Snapshot snapshot = Snapshot.take(work);
        SortedMap<String, byte[]> entries = new TreeMap<>(snapshot.resources());
        try (Javac javac = Javac.open()) {
            entries.putAll(
                    javac.compile(
                                    artifactId,
                                    snapshot.sources(),
                                    new Javac.Surroundings(
                                            snapshot.resources(), List.of(), new TreeMap<>()),
                                    work.javac())
                            .files());
        }
        String base = "com/acme/" + artifactId + "/" + version + "/" + artifactId + "-" + version;
        new Folder(remote()).file(base + ".jar", Jars.write(entries));
        pom(artifactId, version, inside);
    }

    /** Publishes a pom. */
    void pom(String artifactId, String version, String inside) {
        String base = "com/acme/" + artifactId + "/" + version + "/" + artifactId + "-" + version;
        new Folder(remote())
                .file(
                        base + ".pom",
                        """
                        <project>
                          <modelVersion>4.0.0</modelVersion>
                          <groupId>com.acme</groupId>
                          <artifactId>%s</artifactId>
                          <version>%s</version>
                          %s
                        </project>
                        """
                                .formatted(artifactId, version, inside));
    }

    /** Lays out Midstream's API as the distribution does. */
    private void distribute() throws IOException, java.net.URISyntaxException {
        Path classes =
                Path.of(
                        AppModule.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        byte[] jar;
        if (Files.isDirectory(classes)) {
            SortedMap<String, byte[]> entries = new TreeMap<>();
            try (Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    entries.put(classes.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
            jar = Jars.write(entries);
        } else {
            jar = Files.readAllBytes(classes);
        }
        String version = OwnRepository.VERSION;
        String base =
                "distribution/dev/midstream/midstream-api/" + version + "/midstream-api-" + version;
        new Folder(root)
                .file(base + ".jar", jar)
                .file(
                        base + ".pom",
                        "<project><modelVersion>4.0.0</modelVersion><groupId>dev.midstream</groupId>"
                                + "<artifactId>midstream-api</artifactId><version>"
                                + version
                                + "</version></project>");
    }
}
