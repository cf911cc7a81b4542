package dev.midstream.server.cli;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.server.bench.Bench;
import dev.midstream.server.bench.BenchListener;
import dev.midstream.server.bench.BenchPlan;
import dev.midstream.server.bench.BenchResult;
import dev.midstream.server.bench.Contestant;
import dev.midstream.server.bench.Figures;
import dev.midstream.server.bench.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Measures upgrades under load beside other ways of doing them. */
@Command(
        name = "bench",
        description = "Measure an upgrade under load, beside other ways of doing it.")
final class BenchVerb extends Verb {

    private static final int MOST_ROUNDS = 1_000;
    private static final int MOST_UPGRADES = 200;
    private static final int USUAL_ROUNDS = 5;
    private static final int ATTEMPTS = 3;
    private static final int HIGHEST_RATE = 1_000_000;

    @Option(names = "--quick", description = "One short round, below five minutes: a first look.")
    private boolean quick;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each contestant runs; default 5, with --quick 1.")
    private Optional<Integer> rounds = Optional.empty();

    @Option(
            names = "--contestant",
            paramLabel = "NAME",
            arity = "1..*",
            description = "Who takes part; default: all folders under bench/ that can.")
    private List<String> contestants = new ArrayList<>();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Requests per second; default: half of what each contestant can do.")
    private int rate;

    @Option(
            names = "--saturation",
            description = "Only measure how much each contestant can do; no upgrades.")
    private boolean saturation;

    @Option(
            names = "--upgrades",
            paramLabel = "N",
            description =
                    "How often each process is upgraded in a run; default 1. From 2 on the end is"
                            + " compared to plain Java of the same age.")
    private Optional<Integer> upgrades = Optional.empty();

    @Option(
            names = "--redraw",
            paramLabel = "FILE",
            description = "Run nothing: show a bench.json again, and draw it anew beside it.")
    private Optional<Path> redraw = Optional.empty();

    @Option(
            names = "--heap",
            paramLabel = "WORDS",
            defaultValue = "-Xms1g -Xmx1g",
            description = "For the JVM of each contestant that has one. Default: ${DEFAULT-VALUE}.")
    private String heap = "-Xms1g -Xmx1g";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "bench-results",
            description = "Where bench.json and bench.svg go. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("bench-results");

    @Override
    Optional<CliReport> run(Screen screen) throws IOException, Refused {
        if (redraw.isPresent()) {
            if (!Files.isRegularFile(redraw.get())) {
                throw usage(
                        "--redraw "
                                + redraw.get()
                                + ": no such file; the bench.json of an earlier run expected");
            }
            BenchResult read = Bench.redraw(redraw.get(), new Shown(screen));
            return Optional.of(report(read, screen));
        }
        Path root =
                Optional.ofNullable(System.getProperty("midstream.root"))
                        .map(Path::of)
                        .orElseThrow(() ->
                                new Refused(
                                        CliError.LAUNCHER,
                                        "bench",
                                        "the launcher has not said where the contestants are",
                                        "Run it as ./midstream bench from a clone"));
        Bench bench = new Bench(plan(root), new Shown(screen));
        Thread cleanup =
                new Thread(
                        () -> {
                            bench.close();
                            screen.line("stopped; nothing that was started is left");
                        },
                        "bench cleanup");
        Runtime.getRuntime().addShutdownHook(cleanup);
        try {
            return Optional.of(report(bench.run(), screen));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IOException e) {
            if (bench.stopped()) {
                return Optional.empty();
            }
            throw e;
        } finally {
            bench.close();
            try {
                Runtime.getRuntime().removeShutdownHook(cleanup);
            } catch (IllegalStateException ignored) {
                // Stopping already: the hook runs, and says so.
            }
        }
    }

    @Override
    CliReport refusal(List<Finding> findings) {
        return CliReport.failed(name(), findings);
    }

    private BenchPlan plan(Path root) throws IOException {
        int wanted = rounds.orElse(quick ? 1 : USUAL_ROUNDS);
        if (wanted < 1 || wanted > MOST_ROUNDS) {
            throw usage("--rounds " + wanted + ": 1 to " + MOST_ROUNDS + " expected");
        }
        if (rate < 0 || rate > HIGHEST_RATE) {
            throw usage("--rate " + rate + ": 0 to " + HIGHEST_RATE + " per second expected");
        }
        if (saturation && upgrades.isPresent()) {
            throw usage("--saturation measures no upgrades; leave --upgrades out");
        }
        int perRun = upgrades.orElse(1);
        if (perRun < 1 || perRun > MOST_UPGRADES) {
            throw usage("--upgrades " + perRun + ": 1 to " + MOST_UPGRADES + " expected");
        }
        List<String> known = Bench.contestants(root).stream().map(Contestant::name).toList();
        for (String name : contestants) {
            if (!known.contains(name)) {
                throw usage(
                        "--contestant "
                                + name
                                + ": one of "
                                + String.join(", ", known)
                                + " expected");
            }
        }
        return new BenchPlan(
                root,
                out.toAbsolutePath().normalize(),
                List.copyOf(contestants),
                wanted,
                quick ? 1 : ATTEMPTS,
                rate,
                saturation ? 0 : perRun,
                saturation
                        ? BenchPlan.saturation(quick)
                        : quick ? BenchPlan.quick() : BenchPlan.full(),
                heap);
    }

    private CliReport report(BenchResult result, Screen screen) {
        BenchTables.show(result, screen);
        screen.line("");
        List<Finding> findings = new ArrayList<>();
        for (BenchResult.Missing missing : result.missing()) {
            findings.add(
                    Finding.warning(
                            CliError.BENCH_MISSING,
                            missing.name(),
                            "left out: something that it needs is not installed",
                            missing.install()));
        }
        for (BenchResult.Entry entry : result.entries()) {
            for (String problem : entry.problems()) {
                findings.add(
                        Finding.error(
                                CliError.BENCH_FAILED,
                                entry.contestant().name(),
                                problem,
                                "Run it alone with --contestant " + entry.contestant().name()));
            }
            if (!entry.undisturbed()) {
                findings.add(
                        Finding.warning(
                                CliError.BENCH_DISTURBED,
                                entry.contestant().name(),
                                "others used the machine in all of its "
                                        + entry.discarded()
                                        + " runs; its figures say little",
                                "Run it on an idle machine"));
            }
        }
        boolean failed = result.entries().stream().anyMatch(entry -> entry.runs().isEmpty());
        String message =
                String.format(
                        Locale.ROOT,
                        "%d contestants, %d runs counted, %d discarded, %d left out",
                        result.entries().size(),
                        result.entries().stream().mapToInt(e -> e.runs().size()).sum(),
                        result.entries().stream().mapToInt(BenchResult.Entry::discarded).sum(),
                        result.missing().size());
        return new CliReport(
                name(),
                failed || result.entries().isEmpty() ? Exit.FAILED : Exit.DONE,
                failed || result.entries().isEmpty() ? CliReport.ERROR : "done",
                message,
                findings,
                json(result));
    }

    private static ObjectNode json(BenchResult result) {
        ObjectNode json = CliReport.object();
        json.set("machine", tree(result.machine()));
        json.put("rounds", result.rounds()).put("series", result.series());
        ArrayNode entries = json.putArray("contestants");
        for (BenchResult.Entry entry : result.entries()) {
            ObjectNode one = entries.addObject();
            one.put("name", entry.contestant().name())
                    .put("change", entry.contestant().loyalty() ? "full" : "table")
                    .put("discarded", entry.discarded())
                    .put("undisturbed", entry.undisturbed());
            one.set("figures", tree(entry.figures()));
            if (result.series() > 1) {
                one.set("first", tree(Figures.first(entry.runs())));
                one.set("later", tree(Figures.later(entry.runs())));
            }
        }
        json.set("targets", tree(result.targets()));
        return json;
    }

    private static JsonNode tree(Object value) {
        return JsonMapper.shared().valueToTree(value);
    }

    /** A benchmark as lines. */
    private record Shown(Screen screen) implements BenchListener {

        @Override
        public void says(String line) {
            screen.line(line);
        }

        @Override
        public void begins(String what) {
            screen.progress(what);
        }

        @Override
        public void ended(Contestant contestant, RunResult run) {
            BenchTables.ended(contestant, run).forEach(screen::line);
            if (!run.clean()) {
                screen.line(screen.red("  others used the machine: it does not count"));
            }
        }
    }
}
