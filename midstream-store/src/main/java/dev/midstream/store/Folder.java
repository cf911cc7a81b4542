package dev.midstream.store;

import dev.midstream.runtime.SnapshotError;
import dev.midstream.runtime.finding.Refused;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The folder of snapshots, locked for this process. Safe for all threads. */
final class Folder {

    private static final System.Logger LOG = System.getLogger(FileSnapshots.class.getName());

    private final Path path;
    private final FileChannel lock;

    private Folder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static Folder take(Path named) throws Refused {
        Path path = named.toAbsolutePath().normalize();
        FileChannel lock = null;
        try {
            Files.createDirectories(path);
            lock =
                    FileChannel.open(
                            path.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (!isLocked(lock)) {
                String holder = holder(lock);
                lock.close();
                throw new Refused(
                        SnapshotError.IN_USE,
                        path.toString(),
                        "another process" + holder + " uses this folder",
                        "Stop that host, or name another folder with --snapshot DIR");
            }
            byte[] pid =
                    String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
            lock.truncate(0);
            lock.write(ByteBuffer.wrap(pid), 0);
            Files.deleteIfExists(path.resolve("actors.cbor.new"));
            return new Folder(path, lock);
        } catch (IOException e) {
            closeQuietly(lock);
            throw unusable(path, e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException here) {
            return false;
        }
    }

    private static String holder(FileChannel lock) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        lock.read(bytes, 0);
        String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
        return pid.isEmpty() ? "" : ", " + pid + ",";
    }

    Path file() {
        return path.resolve("actors.cbor");
    }

    Path next() {
        return path.resolve("actors.cbor.new");
    }

    Path marker() {
        return path.resolve("running");
    }

    InputStream read() throws IOException {
        return new BufferedInputStream(Files.newInputStream(file()), 1 << 16);
    }

    InputStream readNext() throws IOException {
        return new BufferedInputStream(Files.newInputStream(next()), 1 << 16);
    }

    /** Has what was renamed survive the machine. */
    void force() throws IOException {
        try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    Refused unusable(IOException e) {
        return unusable(path, e);
    }

    private static Refused unusable(Path path, IOException e) {
        return new Refused(
                SnapshotError.FOLDER,
                path.toString(),
                "the folder cannot be used: " + e,
                "Name one that this user may write with --snapshot DIR");
    }

    void close() {
        closeQuietly(lock);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the lock was not let go: {0}", e.toString());
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
