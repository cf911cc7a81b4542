package dev.midstream.server.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The processes of one run: all that carry its token in their environment, also those whose parent
 * has ended. Linux only; owned by one thread, except for {@link #endAll}.
 *
 * <p>Each look reads /proc. What a process used since it was last seen is lost when it ends, so
 * short-lived ones count a little too low.
 */
final class OwnProcesses {

    /** The environment variable that holds the token. */
    static final String VARIABLE = "MIDSTREAM_BENCH_RUN";

    private static final Path PROC = Path.of("/proc");
    private static final double TICKS_PER_SECOND = 100;
    private static final long BYTES_PER_PAGE = 4096;

    private final byte[] token;
    private final Set<Long> own = new HashSet<>();
    private final Set<Long> others = new HashSet<>();
    private final Map<Long, Long> ticks = new HashMap<>();

    OwnProcesses(String token) {
        this.token = (VARIABLE + "=" + token).getBytes(StandardCharsets.UTF_8);
    }

    /** Finds processes that have come since the last look. */
    void look() throws IOException {
        Set<Long> alive = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(entry.getFileName().toString());
                alive.add(pid);
                if (!own.contains(pid) && !others.contains(pid)) {
                    // A process begins as a copy of its parent, with its parent's environment.
                    read(entry.resolve("environ"))
                            .ifPresent(environ -> {
                                if (contains(environ)) {
                                    own.add(pid);
                                }
                            });
                }
            }
        }
        own.retainAll(alive);
        others.retainAll(alive);
    }

    /** Remembers who is here now and is none of these; it will not be looked at again. */
    void ignoreOthers() throws IOException {
        look();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(entry.getFileName().toString());
                if (!own.contains(pid)) {
                    others.add(pid);
                }
            }
        }
    }

    /** Processor time of all that were ever seen, in seconds. */
    double cpuSeconds() {
        for (long pid : own) {
            stat(pid).ifPresent(seen -> ticks.put(pid, seen));
        }
        return ticks.values().stream().mapToLong(Long::longValue).sum() / TICKS_PER_SECOND;
    }

    /** Memory of those that live, shared pages counted for each. */
    long residentBytes() {
        long pages = 0;
        for (long pid : own) {
            Optional<byte[]> statm = read(PROC.resolve(pid + "/statm"));
            if (statm.isPresent()) {
                String[] fields = new String(statm.get(), StandardCharsets.US_ASCII).split(" ", -1);
                pages += fields.length > 1 ? Long.parseLong(fields[1]) : 0;
            }
        }
        return pages * BYTES_PER_PAGE;
    }

    /** Ends all of them: asks, waits, then kills. Safe for all threads. */
    static void endAll(String token, Duration patience) {
        OwnProcesses processes = new OwnProcesses(token);
        for (boolean force : new boolean[] {false, true}) {
            try {
                processes.look();
            } catch (IOException noProc) {
                return;
            }
            List<ProcessHandle> handles =
                    processes.own.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
            for (ProcessHandle handle : handles) {
                boolean _ = force ? handle.destroyForcibly() : handle.destroy();
            }
            long end = System.nanoTime() + patience.toNanos();
            for (ProcessHandle handle : handles) {
                try {
                    var _ =
                            handle.onExit()
                                    .get(
                                            Math.max(1, end - System.nanoTime()),
                                            TimeUnit.NANOSECONDS);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                } catch (java.util.concurrent.ExecutionException
                        | java.util.concurrent.TimeoutException late) {
                    // The second pass kills it.
                }
            }
        }
    }

    private boolean contains(byte[] environ) {
        int from = 0;
        for (int i = 0; i <= environ.length; i++) {
            if (i == environ.length || environ[i] == 0) {
                if (java.util.Arrays.equals(environ, from, i, token, 0, token.length)) {
                    return true;
                }
                from = i + 1;
            }
        }
        return false;
    }

    private static Optional<Long> stat(long pid) {
        return read(PROC.resolve(pid + "/stat"))
                .map(bytes -> {
                    String stat = new String(bytes, StandardCharsets.UTF_8);
                    // After the name, which is in brackets and may contain anything.
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                });
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
