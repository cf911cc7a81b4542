package dev.midstream.server.cli;

import dev.midstream.server.bench.BenchResult;
import dev.midstream.server.bench.BenchResult.Entry;
import dev.midstream.server.bench.Contestant;
import dev.midstream.server.bench.Figures;
import dev.midstream.server.bench.RunResult;
import dev.midstream.server.bench.Target;
import dev.midstream.server.bench.UpgradeSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A benchmark's result as tables that fit into a terminal of 80 columns: contestants side by side,
 * four at a time, and then what was wanted of the first one.
 */
final class BenchTables {

    private static final int BESIDE = 4;
    private static final int LABEL = 20;
    private static final int COLUMN = 15;

    private BenchTables() {}

    static void show(BenchResult result, Screen screen) {
        List<Entry> entries = result.entries();
        for (int from = 0; from < entries.size(); from += BESIDE) {
            List<Entry> some = entries.subList(from, Math.min(from + BESIDE, entries.size()));
            screen.line("");
            List<String> lines =
                    result.upgrades() ? upgraded(some, result) : saturated(some, entries);
            screen.line(screen.bold(lines.getFirst()));
            lines.stream().skip(1).forEach(screen::line);
        }
        if (!result.upgrades()) {
            return;
        }
        screen.line("");
        screen.line("Latency in ms. x: beside the median at instants of the same process at which");
        screen.line("nothing was done. Medians of all upgrades unless they say otherwise.");
        entries.stream()
                .map(entry -> entry.contestant().name())
                .filter(name ->
                        result.targets().stream().anyMatch(t -> t.contestant().equals(name)))
                .findFirst()
                .ifPresent(name -> targets(name, result, screen));
        screen.line("docs/benchmarks.md has the method, its weak points first.");
    }

    private static List<String> saturated(List<Entry> some, List<Entry> all) {
        List<String> lines = new ArrayList<>();
        row(lines, "", some, entry -> entry.contestant().name());
        row(lines, "runs (discarded)", some, BenchTables::runs);
        row(lines, "requests/s", some, entry -> count(entry.figures().saturation()));
        row(
                lines,
                "x " + all.getFirst().contestant().name(),
                some,
                entry -> ratio(BenchResult.saturationRatio(entry, all.getFirst())));
        return lines;
    }

    private static List<String> upgraded(List<Entry> some, BenchResult result) {
        List<String> lines = new ArrayList<>();
        row(lines, "", some, entry -> entry.contestant().name());
        row(lines, "runs (discarded)", some, BenchTables::runs);
        row(lines, "upgrades", some, entry -> upgrades(entry, result.series()));
        row(lines, "version 2", some, BenchTables::change);
        figure(lines, "requests/s before", some, f -> count(f.saturation()));
        figure(lines, "  after", some, f -> count(f.saturationAfter()));
        figure(lines, "p99 placebo, 1 s", some, f -> millis(f.placebo1()));
        figure(lines, "  the worst", some, f -> millis(f.placeboWorst()));
        figure(lines, "p99 while warming", some, f -> beside(f.warm(), f.warmRatio()));
        figure(lines, "p99 at cutover, 1 s", some, f -> beside(f.cutover1(), f.cutover1Ratio()));
        if (result.series() > 1) {
            row(
                    lines,
                    "  the first upgrade",
                    some,
                    e -> {
                        Figures first = Figures.first(e.runs());
                        return beside(first.cutover1(), first.cutover1Ratio());
                    });
        }
        figure(lines, "  the worst", some, f -> millis(f.cutover1Worst()));
        figure(lines, "  p99.9 (placebo)", some, f -> both(f.cutover1p999(), f.placebo1p999()));
        figure(lines, "p99 1-5 s after it", some, f -> beside(f.cutover5(), f.cutover5Ratio()));
        figure(lines, "p99 after the sweep", some, f -> beside(f.sweep1(), f.sweep1Ratio()));
        figure(lines, "p99 after unload", some, f -> beside(f.unload1(), f.unload1Ratio()));
        figure(lines, "  1-5 s after it", some, f -> beside(f.unload5(), f.unload5Ratio()));
        figure(lines, "longest silence", some, f -> millis(f.silence()));
        figure(lines, "  the worst", some, f -> millis(f.silenceWorst()));
        figure(lines, "  load late then", some, f -> millis(f.silenceLate()));
        figure(lines, "  load late, worst", some, f -> millis(f.lateWorst()));
        figure(lines, "longest latency", some, f -> millis(f.max()));
        figure(lines, "bins > 20 ms of 150", some, f -> whole(f.slowBins()));
        figure(lines, "command to cutover", some, f -> time(f.cutoverMillis()));
        row(lines, "command to unload", some, BenchTables::unload);
        figure(lines, "failed requests", some, f -> count((double) f.failed()));
        figure(lines, "wrong; out of order", some, f -> f.wrong() + "; " + f.regressions());
        figure(lines, "connections lost", some, f -> count((double) f.connectionsLost()));
        figure(lines, "peak memory, MiB", some, f -> count(f.peakBytes() / (1 << 20)));
        return lines;
    }

    private static String upgrades(Entry entry, int series) {
        int done = entry.figures().upgrades();
        int wanted = entry.contestant().stays() ? 0 : entry.runs().size() * series;
        return done == wanted ? String.valueOf(done) : done + " of " + wanted;
    }

    private static String unload(Entry entry) {
        Figures f = entry.figures();
        if (f.givenUp() == 0) {
            return time(f.unloadMillis());
        }
        return f.unloadMillis() < 0
                ? "not waited for"
                : time(f.unloadMillis()) + " (" + f.givenUp() + " not)";
    }

    private static void targets(String name, BenchResult result, Screen screen) {
        String last = "";
        for (Target target : result.targets()) {
            if (!target.contestant().equals(name)) {
                continue;
            }
            if (!target.upgrades().equals(last)) {
                last = target.upgrades();
                screen.line("");
                screen.line(
                        screen.bold(
                                String.format(
                                        Locale.ROOT,
                                        "%-48s %9s %10s",
                                        "Targets, " + name + ", " + upgrades(last),
                                        "wanted",
                                        "measured")));
            }
            String line =
                    String.format(
                            Locale.ROOT,
                            "%-48s %9s %10s  ",
                            target.what(),
                            (target.least() ? ">= " : "<= ") + number(target.limit()),
                            target.measured() < 0 ? "-" : number(target.measured()));
            screen.line(
                    line
                            + switch (target.verdict()) {
                                case MET -> screen.green("met");
                                case MISSED -> screen.red("MISSED");
                                case UNKNOWN -> "?";
                            });
        }
        int upgrades =
                result.entries().stream()
                        .filter(entry -> entry.contestant().name().equals(name))
                        .mapToInt(entry -> entry.figures().upgrades())
                        .sum();
        if (upgrades < 20) {
            screen.line(
                    "Of "
                            + (upgrades == 1 ? "one upgrade" : upgrades + " upgrades")
                            + ": too few to say so; the targets are for 20.");
        }
        screen.line("");
    }

    private static String upgrades(String which) {
        return switch (which) {
            case "first" -> "the first upgrade";
            case "later" -> "later upgrades";
            default -> "all upgrades";
        };
    }

    /** What one run showed, while the others go on. */
    static List<String> ended(Contestant contestant, RunResult run) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "round %d  %-15s %7s req/s%s; foreign cpu %.0f %%",
                        run.round(),
                        contestant.name(),
                        count((double) run.load().saturationPerSecond()),
                        run.load().saturationAfterPerSecond() <= 0
                                ? ""
                                : ", then " + count((double) run.load().saturationAfterPerSecond()),
                        run.foreign() * 100));
        for (UpgradeSeen seen : run.upgrades()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  upgrade %-3d p99 %s, warm %s, 0-1 s %s, 1-5 s %s; silence %s%s",
                            seen.number(),
                            millis(Figures.of(List.of(run)).placebo1()),
                            millis((double) seen.warm().p99()),
                            millis((double) seen.cutover1().p99()),
                            millis((double) seen.cutover5().p99()),
                            millis((double) seen.silence()),
                            seen.givenUp() ? "; unload not waited for" : ""));
        }
        return lines;
    }

    private static void figure(
            List<String> lines, String label, List<Entry> some, Function<Figures, String> cell) {
        row(lines, label, some, entry -> cell.apply(entry.figures()));
    }

    private static void row(
            List<String> lines, String label, List<Entry> some, Function<Entry, String> cell) {
        StringBuilder line =
                new StringBuilder(String.format(Locale.ROOT, "%-" + LABEL + "s", label));
        boolean any = label.isEmpty();
        for (Entry entry : some) {
            String text = cell.apply(entry);
            any |= !text.equals("-");
            line.append(String.format(Locale.ROOT, "%" + COLUMN + "s", text));
        }
        // What nobody has is not worth a line.
        if (any) {
            lines.add(line.toString());
        }
    }

    private static String runs(Entry entry) {
        return entry.runs().size()
                + (entry.discarded() == 0 ? "" : " (" + entry.discarded() + ")")
                + (entry.undisturbed() ? "" : " noisy");
    }

    private static String change(Entry entry) {
        return entry.contestant().stays()
                ? "none"
                : entry.contestant().loyalty() ? "full" : "table";
    }

    private static String beside(double micros, double ratio) {
        return micros < 0 ? "-" : millis(micros) + (ratio < 0 ? "" : " x" + ratio(ratio));
    }

    private static String both(double micros, double placebo) {
        return micros < 0 ? "-" : millis(micros) + " (" + millis(placebo) + ")";
    }

    private static String millis(double micros) {
        return micros < 0
                ? "-"
                : String.format(Locale.ROOT, micros < 1_000_000 ? "%.1f" : "%,.0f", micros / 1_000);
    }

    private static String ratio(double ratio) {
        return ratio < 0 ? "-" : String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%,.0f", ratio);
    }

    private static String number(double number) {
        return number == Math.rint(number)
                ? String.format(Locale.ROOT, "%,.0f", number)
                : String.format(Locale.ROOT, "%.2f", number);
    }

    private static String whole(long number) {
        return number < 0 ? "-" : String.valueOf(number);
    }

    private static String time(double millis) {
        return millis < 0 ? "-" : Screen.time((long) millis);
    }

    private static String count(double count) {
        return count < 0 ? "-" : String.format(Locale.ROOT, "%,.0f", count);
    }
}
