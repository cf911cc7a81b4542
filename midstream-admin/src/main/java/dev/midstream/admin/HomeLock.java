package dev.midstream.admin;

import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The proof that this process holds a home. Ends with {@link #close} or with the process, however
 * it ends.
 */
public final class HomeLock implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HomeLock.class.getName());

    /**
     * Homes that this process holds. A record lock belongs to the process: to open the file once
     * more and close it again, even only to read it, would let the lock go.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Home home;
    private final FileChannel channel;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HomeLock(Home home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    static HomeLock take(Home home, long holder) throws Refused {
        FileChannel channel = null;
        boolean added = false;
        boolean taken = false;
        try {
            home.create();
            if (!HELD_HERE.add(home.path())) {
                throw taken(home, Optional.of(ProcessHandle.current().pid()));
            }
            added = true;
            channel = open(home.lockFile());
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw taken(home, home.written());
            }
            channel.truncate(0);
            String pid = holder + "\n";
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            home.forgetHttp();
            taken = true;
            return new HomeLock(home, channel);
        } catch (IOException e) {
            throw new Refused(
                    AdminError.HOME_UNUSABLE,
                    home.toString(),
                    "the home cannot be used: " + e,
                    "Give another folder with --home, or make this one writable");
        } finally {
            if (!taken && channel != null) {
                closeQuietly(channel);
            }
            if (!taken && added) {
                HELD_HERE.remove(home.path());
            }
        }
    }

    /** The home that is held. */
    public Home home() {
        return home;
    }

    @Override
    public void close() {
        // The file stays: deleting it would let a third process lock a file that a second one has
        // opened already.
        if (closed.compareAndSet(false, true)) {
            try {
                home.forgetHttp();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "removing the HTTP address of a home", e);
            }
            closeQuietly(channel);
            HELD_HERE.remove(home.path());
        }
    }

    /** Whether this process holds a home. */
    static boolean heldHere(Home home) {
        return HELD_HERE.contains(home.path());
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static Refused taken(Home home, Optional<Long> pid) {
        String holder = pid.map(known -> "process " + known).orElse("another process");
        return new Refused(
                AdminError.HOME_TAKEN,
                home.toString(),
                holder + " runs in this home",
                "Use `midstream upgrade` to change what it runs, stop it first, or give another home"
                        + " with --home");
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "closing the lock of a home", e);
        }
    }
}
