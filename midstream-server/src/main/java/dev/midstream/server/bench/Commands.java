package dev.midstream.server.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a contestant's commands, on its processor, with what they may want to know in their
 * environment.
 *
 * @param plan the benchmark's plan
 * @param work the benchmark's working folder; each contestant has one in it
 * @param processors which processors there are to choose from
 */
record Commands(BenchPlan plan, Path work, Processors processors) {

    private static final long CHECK_SECONDS = 20;
    private static final long BUILD_SECONDS = 600;
    private static final int SHOWN_LINES = 20;

    /** Whether all that a contestant needs is installed. */
    boolean installed(Contestant contestant) throws IOException, InterruptedException {
        if (contestant.needs().isBlank()) {
            return true;
        }
        Process check = start(contestant, contestant.needs(), "needs", "", 0, 0);
        if (!check.waitFor(CHECK_SECONDS, TimeUnit.SECONDS)) {
            check.destroyForcibly();
        }
        return check.waitFor() == 0;
    }

    /**
     * Builds a contestant.
     *
     * @throws IOException if that fails
     */
    void build(Contestant contestant, String token) throws IOException, InterruptedException {
        if (contestant.build().isBlank()) {
            return;
        }
        Process build = start(contestant, contestant.build(), "build", token, 0, 0);
        if (!build.waitFor(BUILD_SECONDS, TimeUnit.SECONDS)) {
            build.destroyForcibly();
        }
        if (build.waitFor() != 0) {
            throw new IOException(
                    contestant.name() + " cannot be built:\n" + log(contestant, "build"));
        }
    }

    /** Starts a contestant's server. */
    Process serve(Contestant contestant, String token, int port, int control) throws IOException {
        return start(contestant, contestant.start(), "server", token, port, control);
    }

    /** What upgrades a contestant, as words for a shell that has {@link #environment}. */
    String upgrade(Contestant contestant, String token) {
        List<String> words = new ArrayList<>();
        words.add("cd " + quoted(contestant.folder().toString()) + " &&");
        words.add("exec env " + OwnProcesses.VARIABLE + "=" + token);
        words.addAll(processors.server());
        words.add("sh -c " + quoted(contestant.upgrade()));
        words.add("2>>" + quoted(file(contestant, "upgrade").toString()));
        return String.join(" ", words);
    }

    /** What a contestant's commands find. */
    Map<String, String> environment(Contestant contestant, String token, int port, int control) {
        return Map.of(
                OwnProcesses.VARIABLE,
                token,
                "BENCH_ROOT",
                plan.root().toString(),
                "BENCH_WORK",
                work.resolve(contestant.name()).toString(),
                "BENCH_PORT",
                String.valueOf(port),
                "BENCH_CONTROL_PORT",
                String.valueOf(control),
                "BENCH_JAVA_HOME",
                System.getProperty("java.home"),
                "BENCH_HEAP",
                plan.heap(),
                "BENCH_UPGRADES",
                String.valueOf(plan.upgrades()));
    }

    /** The last lines that a command of a contestant wrote. */
    String log(Contestant contestant, String name) {
        try (Stream<String> lines = Files.lines(file(contestant, name))) {
            List<String> all = lines.toList();
            return String.join(
                    "\n", all.subList(Math.max(0, all.size() - SHOWN_LINES), all.size()));
        } catch (IOException none) {
            return "(it wrote nothing)";
        }
    }

    private Path file(Contestant contestant, String name) {
        return work.resolve(contestant.name()).resolve(name + ".out");
    }

    private Process start(
            Contestant contestant, String command, String name, String token, int port, int control)
            throws IOException {
        Path folder = Files.createDirectories(work.resolve(contestant.name()));
        List<String> words = new ArrayList<>();
        if (name.equals("server")) {
            words.addAll(processors.server());
        }
        words.addAll(List.of("sh", "-c", command));
        File out = folder.resolve(name + ".out").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(contestant.folder().toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(out));
        builder.environment().putAll(environment(contestant, token, port, control));
        return builder.start();
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
