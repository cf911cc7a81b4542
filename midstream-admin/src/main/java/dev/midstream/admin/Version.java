package dev.midstream.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of Midstream that this is. */
public final class Version {

    /** For example {@code 0.1.0}. */
    public static final String OWN = read();

    private Version() {}

    private static String read() {
        // Filtered by the build: a jar's manifest is not at hand on the module path or in an IDE.
        try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                throw new IllegalStateException("version.txt is missing beside Version.class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("reading version.txt", e);
        }
    }
}
