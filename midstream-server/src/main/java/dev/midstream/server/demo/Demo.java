package dev.midstream.server.demo;

import dev.midstream.load.Load;
import dev.midstream.load.LoadPlan;
import dev.midstream.load.LoadReport;
import dev.midstream.load.RunningLoad;
import dev.midstream.load.ShopOracle;
import dev.midstream.server.demo.DemoResult.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One demonstration: starts the example shop, loads it, upgrades it from edited sources, is refused
 * with broken ones, rolls back. Owned by one thread; whatever it started ends with it.
 */
public final class Demo implements AutoCloseable {

    private static final int RATE_PER_SECOND = 1_000;
    private static final int BUSY_CONNECTIONS = 32;
    private static final int IDLE_CONNECTIONS = 8;

    private static final int WARM_SECONDS = 6;

    /** Seconds of load before the first step and after each. */
    private static final int CALM_SECONDS = 6;

    private static final long STOP_SECONDS = 40;

    private final Path shop;
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
        this.shop = root.resolve("examples/shop");
        this.listener = listener;
        this.work = Files.createTempDirectory("midstream-demo");
        this.app = work.resolve("shop");
        this.launcher = new Launcher(root.resolve("midstream"), work.resolve("home"), work);
    }

    /**
     * Runs it.
     *
     * @throws IOException if the server does not start
     */
    public DemoResult run() throws IOException, InterruptedException {
        edit("v1");
        listener.says("starting examples/shop/v1 …");
        Process host = launcher.start("run", app.toString(), "--http", "127.0.0.1:0");
        started.add(host);
        JsonNode serving = Launcher.firstObject(host);
        int port = serving.path("http").path("port").asInt(0);
        if (!serving.path("outcome").asString("").equals("done") || port == 0) {
            throw new IOException("the shop does not start: " + launcher.log("run"));
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
        warmUp(port);
        LoadReport report;
        try (RunningLoad load = Load.start(plan(port), new ShopOracle("demo"))) {
            report = drive(load);
        }
        int generations = highestGeneration();
        stop(host);
        return new DemoResult(report, List.copyOf(steps), generations);
    }

    /**
     * A server is not measured in its first seconds: it would show the JVM's start, not upgrades.
     */
    private void warmUp(int port) throws IOException, InterruptedException {
        listener.says("warming up for " + WARM_SECONDS + " s …");
        try (RunningLoad load = Load.start(plan(port), new ShopOracle("warm"))) {
            TimeUnit.SECONDS.sleep(WARM_SECONDS);
            LoadReport report = load.stop();
            if (!report.nothingLost()) {
                throw new IOException(
                        "the shop already fails while warming up: " + report.samples());
            }
        }
    }

    private LoadReport drive(RunningLoad load) throws IOException, InterruptedException {
        listener.begins();
        calm(load);
        edit("v2");
        step(load, "upgrade to v2", "done", "upgrade", app.toString());
        calm(load);
        edit("v3-broken");
        step(load, "upgrade to v3, which does not compile", "refused", "upgrade", app.toString());
        calm(load);
        load.mark(RunningLoad.ROLLBACK);
        step(load, "rollback", "done", "rollback");
        calm(load);
        LoadReport report = load.stop();
        show(report.seconds(), report.seconds().size() - 1);
        return report;
    }

    private LoadPlan plan(int port) {
        return LoadPlan.to("127.0.0.1", port)
                .rate(RATE_PER_SECOND)
                .connections(BUSY_CONNECTIONS, IDLE_CONNECTIONS)
                .versions(ShopOracle.V1, ShopOracle.V2);
    }

    /** Makes the app's sources those of a version: files are changed, added and removed. */
    private void edit(String version) throws IOException {
        Path from = shop.resolve(version);
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
