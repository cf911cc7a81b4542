package dev.midstream.build.compile;

import dev.midstream.build.project.BuildError;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipFile;

/** Jars on disk, each read and hashed once per build. Not thread-safe. */
public final class JarFiles {

    /**
     * A jar's bytes.
     *
     * @param content the bytes
     * @param digest their SHA-256
     */
    public record Content(byte[] content, String digest) {}

    private static final String PROCESSORS =
            "META-INF/services/javax.annotation.processing.Processor";

    private final Map<Path, Content> read = new HashMap<>();
    private final Map<Path, Boolean> processors = new HashMap<>();

    /** The jar in a file. */
    public Content of(Path file) throws Refused {
        Content content = read.get(file);
        if (content == null) {
            content = read(file);
            read.put(file, content);
        }
        return content;
    }

    /** Whether a jar offers an annotation processor to a compiler that looks for one. */
    public boolean offersProcessor(Path file) throws Refused {
        Boolean offers = processors.get(file);
        if (offers == null) {
            try (ZipFile zip = new ZipFile(file.toFile())) {
                offers = zip.getEntry(PROCESSORS) != null;
            } catch (IOException e) {
                throw unreadable(file, e);
            }
            processors.put(file, offers);
        }
        return offers;
    }

    private static Content read(Path file) throws Refused {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length < 4 || bytes[0] != 'P' || bytes[1] != 'K') {
                throw new IOException("no zip file");
            }
            return new Content(bytes, Artefact.sha256(bytes));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Refused unreadable(Path file, IOException e) {
        return new Refused(
                BuildError.UNREADABLE,
                file.toString(),
                "is no readable jar: " + e.getMessage(),
                "Remove the file, so that it is fetched again, or put a whole jar there");
    }
}
