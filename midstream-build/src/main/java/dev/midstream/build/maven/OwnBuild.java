package dev.midstream.build.maven;

import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.OwnRepository;
import dev.midstream.build.project.Work;
import dev.midstream.runtime.finding.Refused;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Builds a module as its team does: {@code mvnw package}, or {@code mvn} where the app has no
 * wrapper. Writes into the app's {@code target} folders, as that build always does.
 */
public final class OwnBuild {

    /** A build that takes longer hangs. */
    private static final Duration DEADLINE = Duration.ofMinutes(15);

    /** What is shown of a failed build; Maven says what failed at the end. */
    private static final int OUTPUT_LINES = 60;

    private final OwnRepository own;
    private final boolean offline;
    private final String searchPath;

    /** With the {@code PATH} of this process. */
    public OwnBuild(OwnRepository own, boolean offline) {
        this(own, offline, Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    OwnBuild(OwnRepository own, boolean offline, String searchPath) {
        this.own = own;
        this.offline = offline;
        this.searchPath = searchPath;
    }

    /** Runs the build and gives the jar that it leaves. Blocks for as long as the build takes. */
    public byte[] build(String module, Work.OwnBuild work) throws Refused {
        List<String> command = command(module, work);
        Path output = null;
        try {
            output = Files.createTempFile("midstream-own-build-", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(work.root().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            run(module, work, builder, output);
            if (!Files.isRegularFile(work.jar())) {
                throw failed(module, work, "left no " + work.jar(), List.of());
            }
            return Files.readAllBytes(work.jar());
        } catch (IOException e) {
            throw failed(module, work, "could not be run: " + e, List.of());
        } finally {
            delete(output);
        }
    }

    private void run(String module, Work.OwnBuild work, ProcessBuilder builder, Path output)
            throws IOException, Refused {
        Process process = builder.start();
        try {
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                end(process);
                throw failed(
                        module,
                        work,
                        "was stopped after " + DEADLINE.toMinutes() + " minutes",
                        tail(output));
            }
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw failed(module, work, "was interrupted", tail(output));
        }
        if (process.exitValue() != 0) {
            throw failed(
                    module, work, "failed with exit code " + process.exitValue(), tail(output));
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private List<String> command(String module, Work.OwnBuild work) throws Refused {
        List<String> command = new ArrayList<>();
        command.add(maven(module, work).toString());
        command.addAll(List.of("-q", "-B", "-DskipTests", "package"));
        if (!work.folder().equals(work.root())) {
            command.addAll(List.of("-pl", work.root().relativize(work.folder()).toString(), "-am"));
        }
        if (offline) {
            command.add("-o");
        }
        // Maven 3.9 and later then finds what comes with the distribution, as the builder does.
        own.folder().ifPresent(folder -> command.add("-Dmaven.repo.local.tail=" + folder));
        return command;
    }

    private Path maven(String module, Work.OwnBuild work) throws Refused {
        Path wrapper = work.root().resolve("mvnw");
        if (Files.isExecutable(wrapper)) {
            return wrapper;
        }
        for (String folder : searchPath.split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "mvn"))) {
                return Path.of(folder, "mvn");
            }
        }
        throw new Refused(
                BuildError.NO_MAVEN,
                module,
                "its build does more than compile and copy ("
                        + work.why()
                        + "), so Maven itself must run it; there is neither an executable "
                        + wrapper
                        + " nor a mvn on the PATH",
                "Add a wrapper with `mvn wrapper:wrapper`, or install Maven");
    }

    private static List<String> tail(Path output) throws IOException {
        List<String> lines =
                new String(Files.readAllBytes(output), StandardCharsets.UTF_8).lines().toList();
        return lines.subList(Math.max(0, lines.size() - OUTPUT_LINES), lines.size());
    }

    private static Refused failed(
            String module, Work.OwnBuild work, String how, List<String> output) {
        String said = output.isEmpty() ? "" : ":\n" + String.join("\n", output);
        return new Refused(
                BuildError.OWN_BUILD,
                module,
                "its own build (" + work.why() + ") " + how + said,
                "Repeat it with `mvn package -DskipTests` in " + work.root());
    }

    private static void delete(@org.jspecify.annotations.Nullable Path output) {
        if (output == null) {
            return;
        }
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            System.getLogger(OwnBuild.class.getName())
                    .log(System.Logger.Level.DEBUG, "removing " + output, e);
        }
    }
}
