package dev.midstream.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;

/** A folder that a test fills with files. */
record Folder(Path path) {

    Folder file(String name, String content) {
        return file(name, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    Folder file(String name, byte[] content) {
        Path file = path.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /**
     * A pom of a module with artifactId, and whatever stands inside {@code <project>} beside it.
     */
    Folder pom(String folder, String artifactId, String inside) {
        return file(
                folder.isEmpty() ? "pom.xml" : folder + "/pom.xml",
                """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <artifactId>%s</artifactId>
                  %s
                </project>
                """
                        .formatted(artifactId, inside));
    }

    /** A copy elsewhere, with other times. */
    Folder copy(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted().toList()) {
                Path target = to.resolve(path.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                    Files.setLastModifiedTime(target, FileTime.from(Instant.EPOCH));
                }
            }
        }
        return new Folder(to);
    }

    static String dependency(String artifactId, String... more) {
        return "<dependency><groupId>com.acme</groupId><artifactId>"
                + artifactId
                + "</artifactId>"
                + String.join("", more)
                + "</dependency>";
    }

    static String parent(String artifactId) {
        return "<parent><groupId>com.acme</groupId><artifactId>"
                + artifactId
                + "</artifactId><version>1</version></parent>";
    }
}
