package dev.midstream.build.compile;

import dev.midstream.build.project.BuildError;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Jars on disk, each read and hashed once per build. Not thread-safe. */
public final class JarFiles {

    /**
     * A jar's bytes.
     *
     * @param content the bytes
     * @param digest their SHA-256
     */
    public record Content(byte[] content, String digest) {}

    private final Map<Path, Content> read = new HashMap<>();

    /** The jar in a file. */
    public Content of(Path file) throws Refused {
        Content content = read.get(file);
        if (content == null) {
            content = read(file);
            read.put(file, content);
        }
        return content;
    }

    private static Content read(Path file) throws Refused {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length < 4 || bytes[0] != 'P' || bytes[1] != 'K') {
                throw new IOException("no zip file");
            }
            return new Content(bytes, Artefact.sha256(bytes));
        } catch (IOException e) {
            throw new Refused(
                    BuildError.UNREADABLE,
                    file.toString(),
                    "is no readable jar: " + e.getMessage(),
                    "Remove the file, so that it is fetched again, or put a whole jar there");
        }
    }
}
