package dev.midstream.netty;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.MidstreamException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line per request to a file or to the standard output, on a thread of its own, so that
 * a slow disk slows no request down: lines that do not fit the bounded queue are left out and
 * counted. A file that was moved away is created anew. Safe for all threads.
 */
final class AccessLog implements AutoCloseable {

    /** Stands for the standard output. */
    static final Path STANDARD_OUTPUT = Path.of("-");

    /** Batches that wait to be written; some 16 KiB each. */
    private static final int MOST_BATCHES = 256;

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long COMPLAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long CLOSE_MILLIS = 2_000;

    private static final Logger LOG = System.getLogger(HttpDoor.class.getName());

    private record Batch(byte[] bytes, int lines) {}

    private final Path path;
    private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(MOST_BATCHES);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;

    // Confined to the thread, once it runs.
    private OutputStream out;
    private @Nullable Object key;
    private long lookedAt = System.nanoTime();
    private long complainedAt = System.nanoTime() - COMPLAIN_NANOS;

    private AccessLog(Path path) throws IOException {
        this.path = path;
        this.out = open(path);
        this.key = key(path);
        this.thread =
                Thread.ofPlatform().name("midstream-access-log").daemon().unstarted(this::run);
    }

    /**
     * Begins to write.
     *
     * @throws MidstreamException with {@link DoorError#ACCESS_LOG_UNUSABLE}
     */
    static AccessLog to(Path path) {
        try {
            AccessLog log = new AccessLog(path);
            log.thread.start();
            return log;
        } catch (IOException refused) {
            throw new MidstreamException(
                    DoorError.ACCESS_LOG_UNUSABLE,
                    path.toString(),
                    "the access log cannot be opened: " + refused,
                    "Name a file in a folder that exists and may be written to, or - for the"
                            + " standard output");
        }
    }

    private static OutputStream open(Path path) throws IOException {
        return path.equals(STANDARD_OUTPUT)
                ? new Uncloseable(System.out)
                : Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What tells a file from another one of the same name; null if there is none. */
    private static @Nullable Object key(Path path) {
        try {
            return path.equals(STANDARD_OUTPUT)
                    ? STANDARD_OUTPUT
                    : Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException gone) {
            return null;
        }
    }

    /** Takes lines over, or counts them as lost; does not wait. */
    void offer(byte[] bytes, int lines) {
        if (!batches.offer(new Batch(bytes, lines))) {
            lost.addAndGet(lines);
        }
    }

    private void run() {
        while (true) {
            try {
                Batch batch = batches.poll(LOOK_NANOS, TimeUnit.NANOSECONDS);
                if (batch != null) {
                    write(batch);
                } else if (closing) {
                    out.close();
                    return;
                }
                complain(null);
            } catch (IOException failed) {
                complain(failed);
            } catch (InterruptedException asked) {
                // close has interrupted the wait; what waits is still written
                closing = true;
            }
        }
    }

    private void write(Batch batch) throws IOException {
        long now = System.nanoTime();
        try {
            if (now - lookedAt > LOOK_NANOS) {
                lookedAt = now;
                Object there = key(path);
                if (!Objects.equals(there, key)) {
                    OutputStream anew = open(path);
                    out.close();
                    out = anew;
                    key = key(path);
                }
            }
            out.write(batch.bytes());
            if (batches.isEmpty()) {
                out.flush();
            }
        } catch (IOException failed) {
            lost.addAndGet(batch.lines());
            throw failed;
        }
    }

    private void complain(@Nullable IOException failed) {
        long now = System.nanoTime();
        if (lost.get() > 0 && now - complainedAt > COMPLAIN_NANOS) {
            complainedAt = now;
            LOG.log(
                    Level.WARNING,
                    Finding.warning(
                                    DoorError.ACCESS_LOG_LOST,
                                    path.toString(),
                                    lost.getAndSet(0)
                                            + " lines of the access log were left out: "
                                            + (failed == null
                                                    ? "it is written too slowly"
                                                    : failed.toString()),
                                    "Give it a faster or larger disk, or switch it off")
                            .toString());
        }
    }

    /** Writes what waits, at most for two seconds, and ends. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The standard output outlives the log. */
    private static final class Uncloseable extends OutputStream {
        private final PrintStream out;

        Uncloseable(PrintStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) {
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
