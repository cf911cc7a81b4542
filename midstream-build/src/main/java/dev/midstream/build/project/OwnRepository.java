package dev.midstream.build.project;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The artefacts of Midstream's own version that come with the distribution, as a Maven repository.
 * The builder looks here before anywhere else, so that an app compiles against what will run it.
 *
 * @param folder the repository; empty if there is none
 */
public record OwnRepository(Optional<Path> folder) {

    /** The group of everything that is Midstream's. */
    public static final String GROUP = "dev.midstream";

    /** The artefact that modules compile against. */
    public static final String API = "midstream-api";

    /** System property that names the repository's folder; the launcher sets it. */
    public static final String PROPERTY = "midstream.repository";

    /** The version of this Midstream. */
    public static final String VERSION = version();

    /** The repository that {@link #PROPERTY} names. */
    public static OwnRepository ofDistribution() {
        String folder = System.getProperty(PROPERTY, "");
        return new OwnRepository(
                folder.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Path.of(folder).toAbsolutePath()));
    }

    /** The file of an artefact of Midstream's own version, if it is here. */
    public Optional<Path> find(
            String groupId,
            String artifactId,
            String version,
            String classifier,
            String extension) {
        if (!groupId.equals(GROUP) || !version.equals(VERSION)) {
            return Optional.empty();
        }
        String suffix = classifier.isEmpty() ? "" : "-" + classifier;
        return folder.map(path ->
                        path.resolve(groupId.replace('.', '/'))
                                .resolve(artifactId)
                                .resolve(version)
                                .resolve(artifactId + "-" + version + suffix + "." + extension))
                .filter(Files::isRegularFile);
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in =
                OwnRepository.class.getResourceAsStream(
                        "/dev/midstream/build/midstream-build.properties")) {
            if (in == null) {
                throw new AssertionError("midstream-build.properties is packed with this class");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("reading a resource of this jar", e);
        }
        return properties.getProperty("version");
    }
}
