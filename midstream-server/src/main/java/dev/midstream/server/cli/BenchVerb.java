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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Measures upgrades under load beside other ways of doing them. */
@Command(
        name = "bench",
        description = "Measure an upgrade under load, beside other ways of doing it.")
final class BenchVerb extends Verb {

    private static final int MOST_ROUNDS = 1_000;
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
                !saturation,
                saturation
                        ? BenchPlan.saturation(quick)
                        : quick ? BenchPlan.quick() : BenchPlan.full(),
                heap);
    }

    private CliReport report(BenchResult result, Screen screen) {
        screen.line("");
        table(result).show(screen);
        if (result.upgrades()) {
            screen.line("");
            more(result).show(screen);
            screen.line("");
            screen.line(
                    "p99 in ms; x: its ratio to the same process's median at placebo instants."
                            + " Medians over runs; docs/benchmarks.md has the method and its weak"
                            + " points.");
        }
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

    private static Table table(BenchResult result) {
        Table table =
                result.upgrades()
                        ? new Table(
                                "contestant",
                                "runs",
                                "max req/s",
                                "after",
                                "placebo",
                                "warm",
                                "0-1 s",
                                "x",
                                "1-5 s",
                                "x",
                                "sweep",
                                "unload",
                                "x",
                                "silence")
                        : new Table("contestant", "runs", "max req/s", "x of the first");
        for (BenchResult.Entry entry : result.entries()) {
            Figures f = entry.figures();
            String runs = f.runs() + (entry.undisturbed() ? "" : " disturbed");
            if (result.upgrades()) {
                table.row(
                        entry.contestant().name(),
                        runs,
                        count(f.saturation()),
                        count(f.saturationAfter()),
                        millis(f.placebo1()),
                        millis(f.warm()),
                        millis(f.cutover1()),
                        ratio(f.cutover1Ratio()),
                        millis(f.cutover5()),
                        ratio(f.cutover5Ratio()),
                        millis(f.sweep1()),
                        millis(f.unload1()),
                        ratio(f.unload1Ratio()),
                        millis(f.silence()));
            } else {
                table.row(
                        entry.contestant().name(),
                        runs,
                        count(f.saturation()),
                        ratio(BenchResult.saturationRatio(entry, result.entries().getFirst())));
            }
        }
        return table;
    }

    private static Table more(BenchResult result) {
        Table table =
                new Table(
                        "contestant",
                        "change",
                        "failed",
                        "wrong",
                        "old after new",
                        "connections lost",
                        "bins > 20 ms",
                        "worst silence",
                        "max",
                        "to cutover",
                        "to unload",
                        "peak MB",
                        "discarded");
        for (BenchResult.Entry entry : result.entries()) {
            Figures f = entry.figures();
            table.row(
                    entry.contestant().name(),
                    entry.contestant().loyalty() ? "full" : "table only",
                    count((double) f.failed()),
                    count((double) f.wrong()),
                    count((double) f.regressions()),
                    count((double) f.connectionsLost()),
                    f.slowBins() < 0 ? "-" : String.valueOf(f.slowBins()),
                    millis(f.silenceWorst()),
                    millis(f.max()),
                    f.cutoverMillis() < 0 ? "-" : Screen.time((long) f.cutoverMillis()),
                    f.unloadMillis() < 0 ? "-" : Screen.time((long) f.unloadMillis()),
                    count(f.peakBytes() / 1_048_576),
                    String.valueOf(entry.discarded()));
        }
        return table;
    }

    private static ObjectNode json(BenchResult result) {
        ObjectNode json = CliReport.object();
        json.set("machine", JsonMapper.shared().valueToTree(result.machine()));
        ArrayNode entries = json.putArray("contestants");
        for (BenchResult.Entry entry : result.entries()) {
            ObjectNode one = entries.addObject();
            one.put("name", entry.contestant().name())
                    .put("change", entry.contestant().loyalty() ? "full" : "table")
                    .put("discarded", entry.discarded())
                    .put("undisturbed", entry.undisturbed());
            one.set("figures", JsonMapper.shared().valueToTree(entry.figures()));
        }
        return json;
    }

    private static String millis(double micros) {
        return micros < 0 ? "-" : String.format(Locale.ROOT, "%.1f", micros / 1_000);
    }

    private static String ratio(double ratio) {
        return ratio < 0 ? "-" : String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String count(double count) {
        return count < 0 ? "-" : String.format(Locale.ROOT, "%,.0f", count);
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
            Figures figures = Figures.of(List.of(run));
            if (figures.silence() < 0) {
                screen.line(
                        String.format(
                                Locale.ROOT,
                                "round %d  %-16s %7s req/s; foreign cpu %.0f %%%s",
                                run.round(),
                                contestant.name(),
                                count(figures.saturation()),
                                run.foreign() * 100,
                                run.clean() ? "" : screen.red("  disturbed, does not count")));
                return;
            }
            screen.line(
                    String.format(
                            Locale.ROOT,
                            "round %d  %-16s %7s req/s  p99 placebo %s, 0-1 s %s, 1-5 s %s; silence"
                                    + " %s; foreign cpu %.0f %%%s",
                            run.round(),
                            contestant.name(),
                            count(figures.saturation()),
                            millis(figures.placebo1()),
                            millis(figures.cutover1()),
                            millis(figures.cutover5()),
                            millis(figures.silence()),
                            run.foreign() * 100,
                            run.clean() ? "" : screen.red("  disturbed, does not count")));
        }
    }
}
