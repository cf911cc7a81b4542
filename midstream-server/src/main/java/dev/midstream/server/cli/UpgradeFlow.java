package dev.midstream.server.cli;

import dev.midstream.admin.AdminException;
import dev.midstream.admin.Home;
import dev.midstream.admin.Report;
import dev.midstream.admin.StageEvents;
import dev.midstream.admin.UpgradeCall;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.upgrade.Strict;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code upgrade} and {@code check} do alike: take the lease, build, send, hear. */
final class UpgradeFlow {

    /** When the client stops listening. */
    enum Until {
        /** When the new generation serves. */
        CUTOVER,
        /** When the old generation is drained. */
        SWEPT
    }

    private final String verb;
    private final Screen screen;
    private final long startedNanos = System.nanoTime();

    UpgradeFlow(String verb, Screen screen) {
        this.verb = verb;
        this.screen = screen;
    }

    /** The app that is meant: the given one, else the one that the host was started with. */
    static Path app(Optional<Path> given, Home home) throws Refused, IOException {
        if (given.isPresent()) {
            return given.get();
        }
        return home.app()
                .orElseThrow(() ->
                        new Refused(
                                CliError.APP_UNKNOWN,
                                home.toString(),
                                "the host was not started with a folder or file",
                                "Name it: `midstream upgrade APP`"));
    }

    /** Builds under the lease and sends; the call is closed by whoever opened it. */
    CliReport run(
            UpgradeCall call,
            Optional<Path> given,
            Home home,
            boolean offline,
            UpgradeOptions options,
            Until until)
            throws AdminException, IOException {
        if (call.refusal().isPresent()) {
            Report refusal = call.refusal().get();
            return CliReport.of(verb, refusal, refusal.message());
        }
        call.at("building");
        AppBuild built;
        try {
            built = AppBuild.of(app(given, home), home, offline, screen);
        } catch (Refused refused) {
            return refused(call, "not built", refused.findings());
        }
        if (options.strict()) {
            try {
                Strict.check(built.findings());
            } catch (Refused warned) {
                return refused(call, "not sent", warned.findings());
            }
        }
        if (built.built()) {
            screen.stage("build", built.millis());
        }
        StageEvents events =
                new StageEvents() {
                    @Override
                    public void stage(String stage, boolean ended, long millis, int generation) {
                        if (ended) {
                            screen.stage(stage, millis);
                        } else {
                            screen.begin(stage);
                        }
                    }

                    @Override
                    public void progress(String stage, long done, long total) {
                        screen.begin(
                                String.format(Locale.ROOT, "%s %,d of %,d", stage, done, total));
                    }
                };
        Report report =
                switch (until) {
                    case CUTOVER -> call.sendUntilCutover(built.file(), options, events);
                    case SWEPT -> call.send(built.file(), options, events);
                };
        return merged(call, built, report, options);
    }

    private CliReport refused(UpgradeCall call, String what, List<Finding> findings) {
        ObjectNode more = CliReport.object();
        more.put("from", call.generation()).put("to", call.generation());
        more.putNull("release").putNull("confirmed").putNull("reversibility").putArray("stages");
        CliReport plain = CliReport.refused(verb, findings, more);
        return new CliReport(
                verb,
                plain.exit(),
                plain.outcome(),
                what + "; generation " + call.generation() + " serves on, nothing was changed",
                findings,
                more);
    }

    private CliReport merged(
            UpgradeCall call, AppBuild built, Report report, UpgradeOptions options) {
        ObjectNode json = report.json().deepCopy();
        ArrayNode stages = CliReport.object().putArray("stages");
        if (built.built()) {
            stages.addObject().put("name", "build").put("millis", built.millis());
        }
        json.path("stages").forEach(stages::add);
        json.set("stages", stages);
        for (JsonNode reload : json.path("closure").path("reloads")) {
            screen.detail(
                    "  reloads "
                            + reload.path("module").asString("")
                            + ": "
                            + reload.path("reason").asString("")
                            + ", "
                            + reload.path("classes").asInt(0)
                            + " classes");
        }
        new ComparisonLines(screen, options.values()).show(json.path("comparison"));
        warmed(json.path("warm"));
        CliReport said = CliReport.of(verb, new Report(json), message(call, report, stages));
        if (built.findings().isEmpty()) {
            return said;
        }
        List<Finding> findings = new ArrayList<>(said.findings());
        findings.addAll(built.findings());
        return new CliReport(verb, said.exit(), said.outcome(), said.message(), findings, json);
    }

    private void warmed(JsonNode warm) {
        if (warm.isMissingNode()) {
            return;
        }
        screen.detail(
                "  warmed with "
                        + warm.path("replayed").asLong(0)
                        + " replays ("
                        + warm.path("pacing").asString("")
                        + "): "
                        + warm.path("compiled").asInt(0)
                        + " methods compiled at the top tier, "
                        + warm.path("deoptimised").asInt(0)
                        + " deoptimisations, "
                        + (warm.path("settled").asBoolean(false) ? "settled" : "not settled"));
        for (JsonNode kind : warm.path("kinds")) {
            JsonNode cold = kind.path("cold");
            screen.detail(
                    String.format(
                            Locale.ROOT,
                            "  %5.1f %% %s: %s",
                            kind.path("percent").asDouble(0),
                            kind.path("name").asString(""),
                            cold.isString()
                                    ? "cold: " + cold.asString("")
                                    : kind.path("replayed").asLong(0)
                                            + " replays, "
                                            + kind.path("nanos").asLong(0) / 1_000
                                            + " us of processor each, live "
                                            + kind.path("liveNanos").asLong(0) / 1_000
                                            + " us"));
        }
    }

    private String message(UpgradeCall call, Report report, ArrayNode stages) {
        if (!verb.equals("upgrade") || !report.outcome().equals(Report.DONE)) {
            return report.message();
        }
        return upgraded(call.app(), report.from(), report.to(), report.json(), stages);
    }

    /** The one line that sums an upgrade up. */
    String upgraded(String app, int from, int to, ObjectNode json, ArrayNode stages) {
        List<String> times = new ArrayList<>();
        for (JsonNode stage : stages) {
            times.add(
                    stage.path("name").asString("")
                            + " "
                            + Screen.time(stage.path("millis").asLong(0)));
        }
        long millis = (System.nanoTime() - startedNanos) / 1_000_000;
        return "upgraded "
                + app
                + ": generation "
                + from
                + " → "
                + to
                + " (release "
                + json.path("release").asString("?")
                + ") in "
                + Screen.time(millis)
                + ": "
                + String.join(", ", times);
    }
}
