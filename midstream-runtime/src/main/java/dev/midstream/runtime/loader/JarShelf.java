package dev.midstream.runtime.loader;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jars of a host's loaders as files, for libraries that look into their own jar: what an
 * address of a resource says is there, for whoever reads the address anew. The loaders themselves
 * read from memory and keep no file open. A jar's file goes when its content is collected. Safe for
 * all threads.
 */
public final class JarShelf implements AutoCloseable {

    private static final Logger LOG = System.getLogger(JarShelf.class.getName());

    private final Optional<Path> home;
    private final Set<Shelved> shelved = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<JarContent> unused = new ReferenceQueue<>();
    private @Nullable Path folder;
    private int numbers;
    private boolean useless;

    /**
     * An empty shelf; a folder is made with the first jar.
     *
     * @param home the host's home, whose {@code jars} it uses; else a temporary folder
     */
    public JarShelf(Optional<Path> home) {
        this.home = home;
    }

    /**
     * Unpacks a jar and puts it on the shelf. If the file cannot be written, that is logged once
     * and the jar is in memory only.
     *
     * @param digest the jar's digest; the file's name begins with it
     * @throws IOException if it is no readable zip
     */
    JarContent put(String digest, byte[] jar) throws IOException {
        deleteUnused();
        Optional<Path> file = write(digest, jar);
        boolean read = false;
        try {
            JarContent content = JarContent.read(jar, file);
            file.ifPresent(path -> shelved.add(new Shelved(content, unused, path)));
            read = true;
            return content;
        } finally {
            if (!read) {
                file.ifPresent(JarShelf::delete);
            }
        }
    }

    private synchronized Optional<Path> write(String digest, byte[] jar) {
        if (useless) {
            return Optional.empty();
        }
        try {
            Path path = folder().resolve(digest + "-" + ++numbers + ".jar");
            return Optional.of(Files.write(path, jar));
        } catch (IOException e) {
            useless = true;
            LOG.log(
                    Level.WARNING,
                    "jars cannot be written to {0}: {1}. Resources work; a library that opens its"
                            + " own jar as a file does not",
                    home.map(Path::toString).orElse("the temporary folder"),
                    e);
            return Optional.empty();
        }
    }

    private Path folder() throws IOException {
        if (folder == null) {
            String prefix = ProcessHandle.current().pid() + "-";
            if (home.isPresent()) {
                Path jars = Files.createDirectories(home.get().resolve("jars"));
                deleteLeftovers(jars);
                folder = Files.createTempDirectory(jars.toAbsolutePath(), prefix);
            } else {
                folder = Files.createTempDirectory("midstream-jars-" + prefix).toAbsolutePath();
            }
        }
        return folder;
    }

    /** What processes left that were killed. */
    private static void deleteLeftovers(Path jars) throws IOException {
        try (Stream<Path> folders = Files.list(jars)) {
            folders.filter(JarShelf::isLeftover).forEach(JarShelf::deleteAll);
        }
    }

    private static boolean isLeftover(Path folder) {
        String name = folder.getFileName().toString();
        String pid = name.substring(0, Math.max(0, name.indexOf('-')));
        return !pid.isEmpty()
                && pid.length() < 18
                && pid.chars().allMatch(Character::isDigit)
                && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    private void deleteUnused() {
        for (Reference<?> gone = unused.poll(); gone != null; gone = unused.poll()) {
            if (gone instanceof Shelved jar && shelved.remove(jar)) {
                delete(jar.path);
            }
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} cannot be deleted: {1}", path, e);
        }
    }

    private static void deleteAll(Path root) {
        try {
            Files.walkFileTree(
                    root,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
                                throws IOException {
                            Files.delete(dir);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} cannot be deleted: {1}", root, e);
        }
    }

    /** Deletes every file; no loader may be used any more. */
    @Override
    public synchronized void close() {
        useless = true;
        if (folder != null) {
            deleteAll(folder);
            folder = null;
        }
        shelved.clear();
    }

    private static final class Shelved extends PhantomReference<JarContent> {
        final Path path;

        Shelved(JarContent content, ReferenceQueue<JarContent> queue, Path path) {
            super(content, queue);
            this.path = path;
        }
    }
}
