package dev.midstream.server.embedding;

import dev.midstream.runtime.AppSource;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** A copy of the test's app, whose sources a test may edit. */
record PricingApp(Path folder) {

    private static final Path BASE = Path.of(System.getProperty("basedir", "."));
    private static final Path SOURCES = BASE.resolve("src/test/apps/embedding");
    private static final Path CONTRACT =
            BASE.resolve("src/test/java/dev/midstream/server/embedding/contract");

    /** The app at version 1, in a folder that does not exist yet. */
    static PricingApp in(Path folder) {
        copy(SOURCES, folder);
        PricingApp app = new PricingApp(folder);
        copy(CONTRACT, app.contract());
        // It needs an annotation that no module must have.
        delete(app.contract().resolve("package-info.java"));
        return app;
    }

    /** Version 2: other prices. */
    PricingApp second() {
        Path module = folder.resolve("pricing/src/main/java/embedding/pricing/PricingModule.java");
        edit(module, "VERSION = \"v1\"", "VERSION = \"v2\"");
        edit(module, "CENTS = 100", "CENTS = 250");
        return this;
    }

    /** Another contract than the one on the test's class path. */
    PricingApp withAnotherContract() {
        edit(
                contract().resolve("Pricing.java"),
                "Quote quote(int quantity);",
                "Quote quote(int quantity); default int discount() { return 0; }");
        return this;
    }

    /** The artefact, from whatever builder is on the class path. */
    byte[] build() throws Refused {
        AppSource builder = ServiceLoader.load(AppSource.class).findFirst().orElseThrow();
        return builder.build(folder, folder.resolve(".midstream"));
    }

    private Path contract() {
        return folder.resolve("contract/src/main/java/dev/midstream/server/embedding/contract");
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void edit(Path file, String before, String after) {
        try {
            String text = Files.readString(file);
            if (!text.contains(before)) {
                throw new AssertionError(file + " has no " + before);
            }
            Files.writeString(file, text.replace(before, after));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.resolveSibling(""));
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
