package dev.midstream.server.cli;

import dev.midstream.load.CartsOracle;
import dev.midstream.load.LoadReport;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.server.demo.Demo;
import dev.midstream.server.demo.DemoListener;
import dev.midstream.server.demo.DemoResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows the main job: a loaded server upgraded live. */
@Command(
        name = "demo",
        description = "Show a loaded server that is upgraded live, and what its clients saw.")
final class DemoVerb extends Verb {

    @Override
    Optional<CliReport> run(Screen screen) throws IOException, Refused {
        Optional<Path> root =
                Optional.ofNullable(System.getProperty("midstream.root")).map(Path::of);
        if (root.isEmpty()) {
            throw new Refused(
                    CliError.LAUNCHER,
                    "demo",
                    "the launcher has not said where the examples are",
                    "Run it as ./midstream demo from a clone");
        }
        Demo demo = new Demo(root.get(), new Shown(screen));
        Thread cleanup = new Thread(demo::close, "demo cleanup");
        Runtime.getRuntime().addShutdownHook(cleanup);
        try {
            DemoResult result = demo.run();
            return Optional.of(report(result, screen));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            demo.close();
            try {
                Runtime.getRuntime().removeShutdownHook(cleanup);
            } catch (IllegalStateException stopping) {
                screen.line("stopped");
            }
        }
    }

    @Override
    CliReport refusal(List<Finding> findings) {
        return CliReport.failed(name(), findings);
    }

    private CliReport report(DemoResult result, Screen screen) {
        LoadReport.Totals totals = result.load().totals();
        screen.line("");
        for (LoadReport part : List.of(result.load(), result.carts())) {
            part.samples().forEach(sample -> screen.line("  " + screen.red(sample)));
        }
        String message =
                String.format(
                        Locale.ROOT,
                        "%,d requests: %d failed, %d wrong, %d mixed, %d connections dropped; p50 %s,"
                                + " p99 %s, max %s; longest silence %s; %d generations; %,d carts read"
                                + " at the end, %d wrong",
                        totals.requests(),
                        totals.failed(),
                        totals.wrong(),
                        totals.mixed(),
                        totals.droppedConnections(),
                        millis(totals.p50Micros()),
                        millis(totals.p99Micros()),
                        millis(totals.maxMicros()),
                        millis(result.load().longestSilence().micros()),
                        result.generations(),
                        result.carts().totals().requests(),
                        result.carts().totals().failed() + result.carts().totals().wrong());
        if (result.good()) {
            return CliReport.done(name(), message, json(result));
        }
        Finding finding =
                Finding.error(
                        CliError.DEMO_LOST,
                        "demo",
                        message,
                        "This must not happen: please report it with the output above");
        CliReport failed = CliReport.failed(name(), List.of(finding));
        return new CliReport(
                name(),
                failed.exit(),
                failed.outcome(),
                failed.message(),
                failed.findings(),
                json(result));
    }

    private static ObjectNode json(DemoResult result) {
        LoadReport.Totals totals = result.load().totals();
        ObjectNode json = CliReport.object();
        json.put("requests", totals.requests())
                .put("failed", totals.failed())
                .put("droppedConnections", totals.droppedConnections())
                .put("mixedAnswers", totals.mixed())
                .put("wrongAnswers", totals.wrong())
                .put("regressions", totals.regressions())
                .put("generations", result.generations())
                .put("cartsRead", result.carts().totals().requests())
                .put(
                        "cartsWrong",
                        result.carts().totals().failed() + result.carts().totals().wrong())
                .put("p50Micros", totals.p50Micros())
                .put("p99Micros", totals.p99Micros())
                .put("maxMicros", totals.maxMicros())
                .put("longestSilenceMicros", result.load().longestSilence().micros());
        ArrayNode steps = json.putArray("steps");
        for (DemoResult.Step step : result.steps()) {
            steps.addObject()
                    .put("name", step.name())
                    .put("outcome", step.outcome())
                    .put("exit", step.exit())
                    .put("millis", step.millis())
                    .put("message", step.message());
        }
        json.set("marks", JsonMapper.shared().valueToTree(result.load().marks()));
        json.set("seconds", JsonMapper.shared().valueToTree(result.load().seconds()));
        return json;
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.1f ms", micros / 1000.0);
    }

    /** A demonstration as a table that grows by the second. */
    private record Shown(Screen screen) implements DemoListener {

        /** Of what a step said. */
        private static final int MOST_LINES = 12;

        @Override
        public void says(String line) {
            screen.line(line);
        }

        @Override
        public void begins() {
            screen.line("");
            screen.line(
                    screen.bold(
                            "second  requests  failed  wrong     v1     v2   p50 ms   p99 ms   max"
                                    + " ms"));
        }

        @Override
        public void second(LoadReport.SecondRow row) {
            long wrong = row.wrong() + row.mixed();
            String line =
                    String.format(
                            Locale.ROOT,
                            "%6d  %8d  %6d  %5d  %5d  %5d  %7.1f  %7.1f  %7.1f",
                            row.second(),
                            row.requests(),
                            row.failed(),
                            wrong,
                            row.versions().getOrDefault(CartsOracle.V1, 0L),
                            row.versions().getOrDefault(CartsOracle.V2, 0L),
                            row.p50Micros() / 1000.0,
                            row.p99Micros() / 1000.0,
                            row.maxMicros() / 1000.0);
            screen.line(row.failed() + wrong > 0 ? screen.red(line) : line);
        }

        @Override
        public void begins(String step) {
            screen.line(screen.bold("        " + step + " …"));
        }

        @Override
        public void ended(DemoResult.Step step) {
            String firstLine = step.message().lines().findFirst().orElse("");
            String text =
                    step.outcome() + " after " + Screen.time(step.millis()) + ": " + firstLine;
            screen.line("          " + (step.asExpected() ? screen.green(text) : screen.red(text)));
            step.message()
                    .lines()
                    .skip(1)
                    .limit(MOST_LINES)
                    .forEach(line -> screen.line("            " + line));
        }
    }
}
