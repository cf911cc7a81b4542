package dev.midstream.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A host's home for the length of a test.
 *
 * @param folder where it is
 */
record TestHome(Path folder) implements AutoCloseable {

    /** A home with these settings. */
    static TestHome create(Map<String, String> settings) {
        try {
            Path folder = Files.createTempDirectory("midstream-test");
            if (!settings.isEmpty()) {
                String lines =
                        settings.entrySet().stream()
                                .map(e -> escaped(e.getKey()) + "=" + escaped(e.getValue()))
                                .collect(Collectors.joining("\n", "", "\n"));
                Files.writeString(folder.resolve("midstream.properties"), lines);
            }
            return new TestHome(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for a home can be made", e);
        }
    }

    /** As a file of properties wants it. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("=", "\\=")
                .replace(":", "\\:")
                .replaceAll("^ ", "\\\\ ");
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be removed", e);
        }
    }
}
