package dev.midstream.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which processor servers have, and which one the load has.
 *
 * @param pinned whether each has one of its own
 */
record Processors(boolean pinned) {

    private static final String TASKSET = "/usr/bin/taskset";
    private static final String SERVER = "0";
    private static final String LOAD = "1";
    private static final int CAP_SYS_NICE = 23;

    /** Pinned where there are two processors and {@code taskset}. */
    static Processors here() {
        return new Processors(
                Runtime.getRuntime().availableProcessors() > 1
                        && Files.isExecutable(Path.of(TASKSET)));
    }

    /** Words before a server's. */
    List<String> server() {
        return pinned ? List.of(TASKSET, "-c", SERVER) : List.of();
    }

    /** Words before the load's. */
    List<String> load() {
        return pinned ? List.of(TASKSET, "-c", LOAD) : List.of();
    }

    /** Moves this process off the servers' processor; what it starts without words follows. */
    void moveAside() throws IOException, InterruptedException {
        if (pinned) {
            Process taskset =
                    new ProcessBuilder(
                                    TASKSET,
                                    "-a",
                                    "-c",
                                    "-p",
                                    LOAD,
                                    String.valueOf(ProcessHandle.current().pid()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!taskset.waitFor(10, TimeUnit.SECONDS)) {
                taskset.destroyForcibly();
            }
        }
    }

    /** Whether processes may raise a priority again that they have lowered (CAP_SYS_NICE). */
    static boolean mayLowerPriorities() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(capabilities -> (capabilities >> CAP_SYS_NICE & 1) == 1);
    }

    /** For people. */
    String text() {
        return pinned
                ? "servers on processor " + SERVER + ", load on processor " + LOAD
                : "servers and load on any processor (no taskset, or one processor only)";
    }
}
