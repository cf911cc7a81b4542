package dev.midstream.server.bench;

import dev.midstream.server.bench.BenchResult.Entry;
import dev.midstream.server.bench.Figures.Upgraded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * What "no dip" means in numbers, for each contestant that is upgraded: windows after the command's
 * steps beside the placebo windows of the same run, silences, and how much the server can do beside
 * plain Java in one class loader in the same round.
 */
final class Targets {

    /** The key under which a machine says whether CAP_SYS_NICE was there. */
    static final String MAY_LOWER = "cap_sys_nice";

    private static final double MEDIAN = 1.1;
    private static final double WORST = 1.5;
    private static final double WARM_PRIVILEGED = 1.25;
    private static final double WARM = 2;
    private static final double SILENCE_MILLIS = 10;
    private static final double SATURATION = 0.95;
    private static final double CUTOVER_SECONDS = 10;

    private final List<Entry> entries;
    private final Entry entry;
    private final boolean privileged;
    private final List<Target> targets = new ArrayList<>();

    private Targets(List<Entry> entries, Entry entry, boolean privileged) {
        this.entries = entries;
        this.entry = entry;
        this.privileged = privileged;
    }

    static List<Target> of(List<Entry> entries, Map<String, String> machine) {
        boolean privileged = Boolean.parseBoolean(machine.get(MAY_LOWER));
        List<Target> all = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.runs().stream().anyMatch(run -> !run.upgrades().isEmpty())) {
                all.addAll(new Targets(entries, entry, privileged).work());
            }
        }
        return List.copyOf(all);
    }

    private List<Target> work() {
        Figures figures = entry.figures();
        String whole = "all";
        most(
                whole,
                "failed, wrong, old after new, connections lost",
                0,
                (double)
                        (figures.failed()
                                + figures.wrong()
                                + figures.regressions()
                                + figures.connectionsLost()));
        if (figures.upgrades() > entry.runs().size()) {
            upgrades("first", upgrade -> upgrade.number() == 1);
            upgrades("later", upgrade -> upgrade.number() > 1);
        } else {
            upgrades(whole, _ -> true);
        }
        least(
                whole,
                "requests/s before, x plain Java's",
                SATURATION,
                ratio(Contestant.SATURATION, run -> run.load().saturationPerSecond()));
        boolean series = beside(Contestant.SERIES).isPresent();
        least(
                whole,
                series
                        ? "requests/s at the end, x plain Java's of that age"
                        : "requests/s after it, x plain Java's",
                SATURATION,
                series
                        ? ratio(Contestant.SERIES, run -> run.load().saturationAfterPerSecond())
                        : mixedRatio());
        return targets;
    }

    private void upgrades(String which, Predicate<UpgradeSeen> wanted) {
        List<Upgraded> all = Figures.upgrades(entry.runs(), wanted);
        window(which, "0-1 s", all, one -> one.seen().cutover1(), true);
        window(which, "1-5 s", all, one -> one.seen().cutover5(), false);
        if (all.stream().anyMatch(one -> one.seen().sweep1().p99() >= 0)) {
            window(which, "sweep", all, one -> one.seen().sweep1(), true);
        }
        window(which, "unload", all, one -> one.seen().unload1(), true);
        window(which, "unload 1-5 s", all, one -> one.seen().unload5(), false);
        most(
                which,
                "warm p99, median x placebo" + (privileged ? "" : " (no CAP_SYS_NICE)"),
                privileged ? WARM_PRIVILEGED : WARM,
                Figures.median(
                        all, one -> Figures.ratio(one.seen().warm().p99(), one.run().placebo5())));
        most(
                which,
                "longest silence, ms, median",
                SILENCE_MILLIS,
                millis(Figures.median(all, one -> one.seen().silence())));
        most(
                which,
                "longest silence, ms, worst",
                SILENCE_MILLIS,
                millis(Figures.most(all, one -> one.seen().silence())));
        beside(Contestant.SILENCE)
                .filter(other -> !other.equals(entry))
                .ifPresent(other ->
                        most(
                                which,
                                "silence, x " + other.contestant().name() + "'s in its round",
                                1,
                                silenceRatio(other, wanted)));
        most(
                which,
                "100 ms with p99 > 20 ms, of 150, worst",
                0,
                Figures.most(all, one -> one.seen().slowBins()));
        most(
                which,
                "command to cutover, s, median",
                CUTOVER_SECONDS,
                seconds(Figures.median(all, one -> one.seen().cutoverMillis())));
    }

    /** A window's p99, and its p99.9 where enough requests are in it. */
    private void window(
            String which,
            String name,
            List<Upgraded> all,
            Function<Upgraded, Span> span,
            boolean second) {
        Function<RunResult, List<Long>> placebos = run -> second ? run.placebo1() : run.placebo5();
        Function<RunResult, List<Long>> placebos999 =
                run -> second ? run.placebo1p999() : run.placebo5p999();
        most(
                which,
                name + " p99, median x placebo",
                MEDIAN,
                Figures.median(
                        all,
                        one -> Figures.ratio(span.apply(one).p99(), placebos.apply(one.run()))));
        most(
                which,
                name + " p99, worst x worst placebo",
                WORST,
                worst(all, one -> span.apply(one).p99(), placebos));
        if (all.stream().anyMatch(one -> span.apply(one).p999() >= 0)) {
            most(
                    which,
                    name + " p99.9, median x placebo",
                    MEDIAN,
                    Figures.median(
                            all,
                            one ->
                                    Figures.ratio(
                                            span.apply(one).p999(), placebos999.apply(one.run()))));
            most(
                    which,
                    name + " p99.9, worst x worst placebo",
                    WORST,
                    worst(all, one -> span.apply(one).p999(), placebos999));
        }
    }

    /** The worst of all upgrades beside the worst of all placebo instants. */
    private double worst(
            List<Upgraded> all,
            ToDoubleFunction<Upgraded> value,
            Function<RunResult, List<Long>> placebos) {
        double placebo =
                entry.runs().stream()
                        .flatMap(run -> placebos.apply(run).stream())
                        .mapToDouble(Long::doubleValue)
                        .max()
                        .orElse(-1);
        double worst = Figures.most(all, value);
        return worst < 0 || placebo <= 0 ? -1 : worst / placebo;
    }

    private Optional<Entry> beside(String yardstick) {
        return entries.stream()
                .filter(other -> other.contestant().yardstick().equals(yardstick))
                .filter(other -> !other.runs().isEmpty())
                .findFirst();
    }

    private double ratio(String yardstick, ToDoubleFunction<RunResult> value) {
        return beside(yardstick)
                .map(other -> BenchResult.ratio(entry, other, value, value))
                .orElse(-1.0);
    }

    /** After the upgrade, beside plain Java that has seen none yet. */
    private double mixedRatio() {
        return beside(Contestant.SATURATION)
                .map(other ->
                        BenchResult.ratio(
                                entry,
                                other,
                                run -> run.load().saturationAfterPerSecond(),
                                run -> run.load().saturationPerSecond()))
                .orElse(-1.0);
    }

    private double silenceRatio(Entry other, Predicate<UpgradeSeen> wanted) {
        return BenchResult.ratio(
                entry, other, run -> silence(run, wanted), run -> silence(run, _ -> true));
    }

    private static double silence(RunResult run, Predicate<UpgradeSeen> wanted) {
        return Figures.median(Figures.upgrades(List.of(run), wanted), one -> one.seen().silence());
    }

    private void most(String upgrades, String what, double limit, double measured) {
        targets.add(Target.most(entry.contestant().name(), upgrades, what, limit, measured));
    }

    private void least(String upgrades, String what, double limit, double measured) {
        targets.add(Target.least(entry.contestant().name(), upgrades, what, limit, measured));
    }

    private static double millis(double micros) {
        return micros < 0 ? micros : micros / 1_000;
    }

    private static double seconds(double millis) {
        return millis < 0 ? millis : millis / 1_000;
    }
}
