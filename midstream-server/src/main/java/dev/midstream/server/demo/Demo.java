package dev.midstream.server.demo;

import dev.midstream.load.CartsOracle;
import dev.midstream.load.Load;
import dev.midstream.load.LoadPlan;
import dev.midstream.load.LoadReport;
import dev.midstream.load.Oracle;
import dev.midstream.load.Pace;
import dev.midstream.load.RunningLoad;
import dev.midstream.server.demo.DemoResult.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One demonstration: starts the example of 100,000 shopping carts, loads it, upgrades it from
 * edited sources with all that is in the carts, is refused with sources whose carts cannot be
 * converted, rolls back, upgrades again, and reads every cart. Owned by one thread; whatever it
 * started ends with it.
 */
public final class Demo implements AutoCloseable {

    private static final int RATE_PER_SECOND = 2_000;
    private static final int BUSY_CONNECTIONS = 64;
    private static final int IDLE_CONNECTIONS = 32;
    private static final String IDLE_SECONDS = "600";
    private static final long SEED = 1;

    private static final int WARM_SECONDS = 6;

    /** Seconds of load before the first step and after each. */
    private static final int CALM_SECONDS = 6;

    private static final long STOP_SECONDS = 40;
    private static final Duration READING = Duration.ofMinutes(2);

    private final Path versions;
    private final Path work;
    private final Path app;
    private final Launcher launcher;
    private final DemoListener listener;
    private final List<Step> steps = new ArrayList<>();
    private final List<Process> started = new ArrayList<>();
    private int shown;

    /**
     * A demonstration.
     *
     * @param root the repository's folder: the launcher and the examples are in it
     * @throws IOException if no working folder can be made
     */
    public Demo(Path root, DemoListener listener) throws IOException {
        this.versions = root.resolve("examples/carts");
        this.listener = listener;
        this.work = Files.createTempDirectory("midstream-demo");
        this.app = work.resolve("carts");
        this.launcher = new Launcher(root.resolve("midstream"), work.resolve("home"), work);
    }

    /**
     * Runs it.
     *
     * @throws IOException if the server does not start
     */
    public DemoResult run() throws IOException, InterruptedException {
        edit("v1");
        listener.says("starting examples/carts/v1 …");
        // What is idle is watched for longer than a server lets it be.
        Process host =
                launcher.start(
                        "run", app.toString(), "--http", "127.0.0.1:0", "--idle", IDLE_SECONDS);
        started.add(host);
        JsonNode serving = Launcher.firstObject(host);
        int port = serving.path("http").path("port").asInt(0);
        if (!serving.path("outcome").asString("").equals("done") || port == 0) {
            throw new IOException("the carts do not start: " + launcher.log("run"));
        }
        listener.says(
                String.format(
                        Locale.ROOT,
                        "process %d serves on port %d; %,d requests/s over %d connections, %d more"
                                + " idle, every answer checked",
                        serving.path("pid").asLong(0),
                        port,
                        RATE_PER_SECOND,
                        BUSY_CONNECTIONS,
                        IDLE_CONNECTIONS));
        CartsOracle oracle = new CartsOracle(BUSY_CONNECTIONS, SEED);
        warmUp(port, oracle);
        LoadReport report;
        try (RunningLoad load = Load.start(plan(port), oracle)) {
            report = drive(load);
        }
        LoadReport carts = readAll(port, oracle);
        int generations = highestGeneration();
        stop(host);
        return new DemoResult(report, carts, List.copyOf(steps), generations);
    }

    /**
     * Fills the server, and lets it run for a while: in its first seconds it would show the JVM's
     * start, not upgrades.
     */
    private void warmUp(int port, CartsOracle oracle) throws IOException, InterruptedException {
        LoadReport filled = readAll(port, oracle);
        listener.says(
                String.format(
                        Locale.ROOT,
                        "%,d carts are in memory; warming up for %d s …",
                        filled.totals().requests(),
                        WARM_SECONDS));
        try (RunningLoad load = Load.start(plan(port), oracle)) {
            TimeUnit.SECONDS.sleep(WARM_SECONDS);
            sound(load.stop());
        }
        sound(filled);
    }

    private static void sound(LoadReport report) throws IOException {
        if (!report.nothingLost()) {
            throw new IOException("the carts fail before the first step: " + report.samples());
        }
    }

    /** Reads every cart once, as fast as it goes. */
    private LoadReport readAll(int port, CartsOracle known)
            throws IOException, InterruptedException {
        Oracle each = known.sweep(BUSY_CONNECTIONS);
        try (RunningLoad load = Load.start(plan(port).pace(new Pace.Closed()), each)) {
            load.awaitExhausted(READING);
            return load.stop();
        }
    }

    private LoadReport drive(RunningLoad load) throws IOException, InterruptedException {
        listener.begins();
        calm(load);
        edit("v2");
        step(load, "upgrade to v2", "done", "upgrade", app.toString());
        calm(load);
        edit("v3-refused");
        step(load, "upgrade to v3, which forgot a migration", "refused", "upgrade", app.toString());
        calm(load);
        step(load, RunningLoad.ROLLBACK, "done", "rollback");
        load.mark(RunningLoad.ROLLED_BACK);
        calm(load);
        edit("v2");
        step(load, "upgrade to v2 again", "done", "upgrade", app.toString());
        calm(load);
        LoadReport report = load.stop();
        show(report.seconds(), report.seconds().size() - 1);
        return report;
    }

    private LoadPlan plan(int port) {
        return LoadPlan.to("127.0.0.1", port)
                .rate(RATE_PER_SECOND)
                .connections(BUSY_CONNECTIONS, IDLE_CONNECTIONS);
    }

    /** Makes the app's sources those of a version: files are changed, added and removed. */
    private void edit(String version) throws IOException {
        Path from = versions.resolve(version);
        if (!Files.isDirectory(from)) {
            throw new IOException("the example " + from + " is missing; run it from a clone");
        }
        List<Path> wanted = sources(from);
        for (Path file : wanted) {
            Path to = app.resolve(file.toString());
            Files.createDirectories(to.resolve("..").normalize());
            Files.copy(from.resolve(file.toString()), to, StandardCopyOption.REPLACE_EXISTING);
        }
        for (Path file : sources(app)) {
            if (!wanted.contains(file)) {
                Files.delete(app.resolve(file.toString()));
            }
        }
    }

    /** The files of an app's folder, relative to it, without what a build or an editor leaves. */
    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .filter(file -> !contains(file, "target") && !contains(file, ".midstream"))
                    .toList();
        }
    }

    private static boolean contains(Path path, String name) {
        for (Path part : path) {
            if (part.toString().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private void step(RunningLoad load, String name, String expected, String... words)
            throws IOException, InterruptedException {
        load.mark(name);
        listener.begins(name);
        List<String> arguments = List.of(words).subList(1, words.length);
        Launcher.Ended ended = launcher.run(words[0], arguments.toArray(String[]::new));
        load.mark(name + ": done");
        Step step =
                new Step(
                        name,
                        expected,
                        ended.json().path("outcome").asString("none"),
                        ended.exit(),
                        ended.millis(),
                        said(ended.json()));
        steps.add(step);
        listener.ended(step);
    }

    /** What a verb said: for a refusal its first finding, with paths as seen from the app. */
    private String said(JsonNode json) {
        JsonNode first = json.path("findings").path(0);
        boolean refused = json.path("outcome").asString("").equals("refused");
        String message = (refused ? first : json).path("message").asString("");
        return message.replace(app + "/", "");
    }

    /** Lets the load run for a while and shows each second when it is complete. */
    private void calm(RunningLoad load) throws InterruptedException {
        for (int second = 0; second < CALM_SECONDS; second++) {
            TimeUnit.SECONDS.sleep(1);
            List<LoadReport.SecondRow> rows = load.snapshotPerSecond();
            show(rows, rows.size() - 2);
        }
    }

    private void show(List<LoadReport.SecondRow> rows, int upTo) {
        for (; shown < upTo; shown++) {
            listener.second(rows.get(shown));
        }
    }

    private int highestGeneration() throws IOException, InterruptedException {
        int highest = 0;
        for (JsonNode entry : launcher.run("history").json().path("entries")) {
            highest = Math.max(highest, entry.path("to").asInt(0));
        }
        return highest;
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Ends what was started and deletes the working folder. */
    @Override
    public void close() {
        try {
            for (Process process : started) {
                stop(process);
            }
            try (Stream<Path> files = Files.walk(work)) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException left) {
            listener.says("the working folder " + work + " could not be deleted: " + left);
        }
    }
}
