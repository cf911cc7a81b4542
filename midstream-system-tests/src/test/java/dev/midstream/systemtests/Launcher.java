package dev.midstream.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code ./midstream} of the tree that these tests stand in, and how its processes start. */
final class Launcher {

    /** In {@code SigIgn} of /proc/self/status: SIGINT is signal 2, the second bit. */
    private static final long SIGINT_BIT = 0b10;

    private static final long BUILD_SECONDS = 240;

    private static final Path ROOT = root();

    private Launcher() {}

    /** The launcher's file; its first use waits until the launcher has built what it needs. */
    static Path file() {
        return Built.FILE;
    }

    /** Once per test run, so that no test's deadline has to allow for a build of Midstream. */
    private static final class Built {

        static final Path FILE = built(ROOT.resolve("midstream"));

        private static Path built(Path launcher) {
            if (!Files.isExecutable(launcher)) {
                throw new AssertionError("no executable launcher at " + launcher);
            }
            try {
                Path log = Files.createTempFile("midstream-", ".log");
                Process help =
                        new ProcessBuilder(launcher.toString(), "--help")
                                .redirectErrorStream(true)
                                .redirectOutput(log.toFile())
                                .start();
                boolean ended = help.waitFor(BUILD_SECONDS, TimeUnit.SECONDS);
                if (!ended || help.exitValue() != 0) {
                    help.descendants().forEach(ProcessHandle::destroyForcibly);
                    help.destroyForcibly();
                    throw new AssertionError(
                            launcher
                                    + " --help "
                                    + (ended ? "failed" : "hangs")
                                    + ": "
                                    + Files.readString(log));
                }
                Files.delete(log);
                return launcher;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while " + launcher + " builds", e);
            }
        }
    }

    /** Where the apps of these tests stand, as sources. */
    static Path apps() {
        return ROOT.resolve("midstream-system-tests/src/test/apps");
    }

    /** One of the examples, as sources. */
    static Path example(String name) {
        return ROOT.resolve("examples").resolve(name);
    }

    /** The jars of what the launcher runs. */
    static Path libraries() {
        return file().resolveSibling("midstream-server/target/dist/lib");
    }

    /** The version that apps of these tests depend on; it is this tree's own. */
    static String version() {
        return System.getProperty("midstream.version", "0.1.0");
    }

    /** The command line of the launcher with arguments. */
    static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (interruptIgnored()) {
            // A build in the background ignores SIGINT, its children inherit that, and a JVM
            // leaves an ignored SIGINT ignored: tests of Ctrl-C would wait in vain.
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(file().toString());
        command.addAll(arguments);
        return command;
    }

    /** Sends a signal to a process that a test started. */
    static void signal(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
            if (!kill.waitFor(10, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
                throw new AssertionError("kill -" + name + " " + pid + " did not end in 10 s");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while sending " + name, e);
        }
    }

    private static boolean interruptIgnored() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> line.substring("SigIgn:".length()).strip())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGINT_BIT) != 0);
        } catch (IOException noLinux) {
            return false;
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("mvnw"))) {
                return at;
            }
        }
        throw new AssertionError("no folder with mvnw at or above " + folder);
    }
}
