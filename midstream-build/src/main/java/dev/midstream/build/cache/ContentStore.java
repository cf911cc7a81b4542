package dev.midstream.build.cache;

import dev.midstream.build.project.BuildError;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A folder of outputs, named {@code KEY.DIGEST.EXTENSION}: one rename makes an entry appear
 * together with the digest it is checked against.
 *
 * <p>Any number of threads and processes may use one folder at the same time: entries are never
 * changed, only added and removed, and none that was used within {@link #IN_USE} is removed.
 */
public final class ContentStore {

    /** Entries that are kept. About twenty builds of a ten-module app, a few megabytes. */
    public static final int LIMIT = 200;

    /** A compiler may still be reading an entry that was found this long ago. */
    static final Duration IN_USE = Duration.ofHours(1);

    private final Path folder;
    private final String extension;
    private final int limit;
    private final InstantSource clock;

    /** A store in a folder, which is made when it is first needed. */
    public ContentStore(Path folder, String extension) {
        this(folder, extension, LIMIT, InstantSource.system());
    }

    ContentStore(Path folder, String extension, int limit, InstantSource clock) {
        this.folder = folder.toAbsolutePath();
        this.extension = "." + extension;
        this.limit = limit;
        this.clock = clock;
    }

    /**
     * An entry and its content.
     *
     * @param file where it stands
     * @param content its bytes
     * @param digest their SHA-256
     */
    public record Entry(Path file, byte[] content, String digest) {}

    /**
     * The intact entry of a key. One that is damaged is removed, as if it had never been stored.
     */
    public Optional<Entry> find(String key) throws Refused {
        for (Path file : named(key + ".*" + extension)) {
            try {
                byte[] content = Files.readAllBytes(file);
                String digest = Artefact.sha256(content);
                if (file.getFileName().toString().equals(name(key, digest))) {
                    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
                    return Optional.of(new Entry(file, content, digest));
                }
                Files.deleteIfExists(file);
            } catch (NoSuchFileException removedByAnotherBuild) {
                continue;
            } catch (IOException e) {
                throw unusable(e);
            }
        }
        return Optional.empty();
    }

    /** Stores an output, then drops what was not used for longest if there is too much. */
    public Entry put(String key, byte[] content) throws Refused {
        String digest = Artefact.sha256(content);
        Path file = folder.resolve(name(key, digest));
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "part-", ".tmp");
            try {
                Files.write(part, content);
                Files.move(
                        part,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            dropOldest();
        } catch (IOException e) {
            throw unusable(e);
        }
        return new Entry(file, content, digest);
    }

    /** Removes what is stored for a key. */
    public void drop(String key) throws Refused {
        for (Path file : named(key + ".*" + extension)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw unusable(e);
            }
        }
    }

    private String name(String key, String digest) {
        return key + "." + digest + extension;
    }

    private List<Path> named(String glob) throws Refused {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw unusable(e);
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }

    private record Aged(Path file, Instant used) {}

    /** Also takes the half-written files of builds that were killed. */
    private void dropOldest() throws IOException, Refused {
        List<Path> entries = named("*" + extension);
        List<Path> parts = named("part-*.tmp");
        int excess = entries.size() - limit;
        if (excess <= 0 && parts.isEmpty()) {
            return;
        }
        Instant inUse = clock.instant().minus(IN_USE);
        List<Aged> aged = new ArrayList<>();
        for (Path entry : excess > 0 ? entries : List.<Path>of()) {
            aged.add(new Aged(entry, used(entry)));
        }
        aged.sort(Comparator.comparing(Aged::used).thenComparing(Aged::file));
        for (Aged entry : aged.subList(0, Math.max(0, Math.min(excess, aged.size())))) {
            if (entry.used().isBefore(inUse)) {
                Files.deleteIfExists(entry.file());
            }
        }
        for (Path part : parts) {
            if (used(part).isBefore(inUse)) {
                Files.deleteIfExists(part);
            }
        }
    }

    private static Instant used(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException removedByAnotherBuild) {
            return Instant.MAX;
        }
    }

    private Refused unusable(IOException e) {
        return new Refused(
                BuildError.CACHE,
                folder.toString(),
                "the build cache cannot be used: " + e,
                "Give the folder back to the user who builds, free space, or choose another --home");
    }
}
