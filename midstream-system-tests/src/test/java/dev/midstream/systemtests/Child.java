package dev.midstream.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * One process of the launcher, with its output in files, so that no full pipe can stop it and no
 * thread has to read along.
 */
final class Child implements AutoCloseable {

    private final List<String> command;
    private final Process process;
    private final Path stdout;
    private final Path stderr;

    private Child(List<String> command, Process process, Path stdout, Path stderr) {
        this.command = command;
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** Starts {@code ./midstream} in a folder, with options for its JVM. */
    static Child start(Path folder, String javaOptions, List<String> arguments) {
        try {
            Path stdout = Files.createTempFile("midstream-", ".out");
            Path stderr = Files.createTempFile("midstream-", ".err");
            List<String> command = Launcher.command(arguments);
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectOutput(stdout.toFile())
                            .redirectError(stderr.toFile());
            builder.environment().put("MIDSTREAM_JAVA_OPTS", javaOptions);
            return new Child(command, builder.start(), stdout, stderr);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + arguments, e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void signal(String name) {
        Launcher.signal(name, process.pid());
    }

    /** The JSON object that it has written so far, if it is complete. */
    Optional<JsonNode> json() {
        return LastJson.in(read(stdout));
    }

    /** What it has written so far. */
    String output() {
        return String.join(" ", command) + "\n" + read(stdout) + "\n" + read(stderr);
    }

    /** Waits for its end; kills it and fails at the deadline. */
    CliResult end(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw new AssertionError("did not end within " + deadline + ": " + output());
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + command, e);
        }
        String out = read(stdout);
        return new CliResult(
                command,
                process.exitValue(),
                LastJson.in(out)
                        .orElseGet(
                                tools.jackson.databind.node.JsonNodeFactory.instance::objectNode),
                out,
                read(stderr));
    }

    /** Ends it by force, if it still runs, with what it started; forgets its output. */
    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(stdout);
            Files.deleteIfExists(stderr);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void kill() {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
