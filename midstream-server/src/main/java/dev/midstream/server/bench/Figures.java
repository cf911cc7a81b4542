package dev.midstream.server.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * A contestant's runs in one row. Latencies in microseconds; medians over runs, and over upgrades
 * where there are several in a run, unless they say otherwise; -1 where there is none.
 *
 * @param runs how many there were
 * @param saturation answers per second, before the upgrade
 * @param saturationAfter the same after it
 * @param placebo1 of each run the median of p99 in [0, 1) s after its placebo instants
 * @param placeboWorst the worst of all placebo instants of all runs, [0, 1) s
 * @param warm p99 from the command to the first answer of the newer version
 * @param cutover1 p99 in [0, 1) s after that answer
 * @param cutover1Ratio of each run, that to its own placebo median
 * @param cutover1Worst the worst run
 * @param cutover5 p99 in [1, 5) s
 * @param cutover5Ratio of each run, that to its own placebo median of [1, 5) s
 * @param sweep1 p99 in [0, 1) s after the sweep
 * @param unload1 p99 in [0, 1) s after the old code was gone
 * @param unload1Ratio of each run, that to its own placebo median
 * @param unload5 p99 in [1, 5) s after it
 * @param max longest latency from the command on, over all runs
 * @param silence longest time without any answer from the command on
 * @param silenceWorst the worst run
 * @param placeboSilence of each run the median silence in 5 s after its placebo instants
 * @param slowBins 100 ms bins with p99 above 20 ms in the 15 s after the first new answer, at most
 * @param failed over all runs
 * @param wrong over all runs
 * @param regressions over all runs
 * @param connectionsLost over all runs
 * @param cutoverMillis from the command to the first answer of the newer version
 * @param unloadMillis from the command until the old code was gone
 * @param peakBytes of memory
 * @param upgrades how many there were in all runs; medians are over all of them
 * @param warmRatio of each upgrade, {@code warm} to its own run's placebo median of [1, 5) s
 * @param sweep1Ratio of each upgrade, {@code sweep1} to its own run's placebo median
 * @param unload5Ratio of each upgrade, {@code unload5} to its own run's placebo median of [1, 5) s
 * @param cutover1p999 p99.9 in [0, 1) s after the first new answer, where it is told
 * @param cutover5p999 p99.9 in [1, 5) s, where it is told
 * @param placebo1p999 of each run the median p99.9 in [0, 1) s after its placebo instants
 * @param placebo5 of each run the median of p99 in [1, 5) s after its placebo instants
 * @param lateWorst the longest time after a command in which the load itself did not look
 * @param silenceLate how long it did not look when the worst silence ended
 * @param givenUp how many commands were ended since they took too long
 */
public record Figures(
        int runs,
        double saturation,
        double saturationAfter,
        double placebo1,
        double placeboWorst,
        double warm,
        double cutover1,
        double cutover1Ratio,
        double cutover1Worst,
        double cutover5,
        double cutover5Ratio,
        double sweep1,
        double unload1,
        double unload1Ratio,
        double unload5,
        double max,
        double silence,
        double silenceWorst,
        double placeboSilence,
        long slowBins,
        long failed,
        long wrong,
        long regressions,
        long connectionsLost,
        double cutoverMillis,
        double unloadMillis,
        double peakBytes,
        int upgrades,
        double warmRatio,
        double sweep1Ratio,
        double unload5Ratio,
        double cutover1p999,
        double cutover5p999,
        double placebo1p999,
        double placebo5,
        double lateWorst,
        double silenceLate,
        int givenUp) {

    private static final double NONE = -1;

    /** An upgrade and the run that it belongs to, whose placebo instants are its yardstick. */
    record Upgraded(RunResult run, UpgradeSeen seen) {}

    /** The figures of so many runs, all their upgrades together. */
    public static Figures of(List<RunResult> runs) {
        return of(runs, _ -> true);
    }

    /** The figures of the upgrades of fresh processes. */
    public static Figures first(List<RunResult> runs) {
        return of(runs, upgrade -> upgrade.number() == 1);
    }

    /** The figures of all upgrades but the first one of each process. */
    public static Figures later(List<RunResult> runs) {
        return of(runs, upgrade -> upgrade.number() > 1);
    }

    private static Figures of(List<RunResult> runs, Predicate<UpgradeSeen> which) {
        List<Upgraded> all = upgrades(runs, which);
        return new Figures(
                runs.size(),
                median(runs, run -> run.load().saturationPerSecond()),
                median(runs, run -> run.load().saturationAfterPerSecond()),
                median(runs, run -> medianOf(run.placebo1())),
                most(runs, run -> run.placebo1().stream().mapToLong(v -> v).max().orElse(-1)),
                median(all, one -> one.seen.warm().p99()),
                median(all, one -> one.seen.cutover1().p99()),
                median(all, one -> ratio(one.seen.cutover1().p99(), one.run.placebo1())),
                most(all, one -> one.seen.cutover1().p99()),
                median(all, one -> one.seen.cutover5().p99()),
                median(all, one -> ratio(one.seen.cutover5().p99(), one.run.placebo5())),
                median(all, one -> one.seen.sweep1().p99()),
                median(all, one -> one.seen.unload1().p99()),
                median(all, one -> ratio(one.seen.unload1().p99(), one.run.placebo1())),
                median(all, one -> one.seen.unload5().p99()),
                most(all, one -> one.seen.max()),
                median(all, one -> one.seen.silence()),
                most(all, one -> one.seen.silence()),
                median(runs, run -> medianOf(run.placeboSilence())),
                (long) most(all, one -> one.seen.slowBins()),
                sum(runs, RunResult::failed),
                sum(runs, RunResult::wrong),
                sum(runs, RunResult::regressions),
                sum(runs, RunResult::connectionsLost),
                median(all, one -> one.seen.cutoverMillis()),
                median(all, one -> one.seen.unloadMillis()),
                median(runs, RunResult::peakBytes),
                all.size(),
                median(all, one -> ratio(one.seen.warm().p99(), one.run.placebo5())),
                median(all, one -> ratio(one.seen.sweep1().p99(), one.run.placebo1())),
                median(all, one -> ratio(one.seen.unload5().p99(), one.run.placebo5())),
                median(all, one -> one.seen.cutover1().p999()),
                median(all, one -> one.seen.cutover5().p999()),
                median(runs, run -> medianOf(run.placebo1p999())),
                median(runs, run -> medianOf(run.placebo5())),
                most(all, one -> one.seen.late()),
                all.stream()
                        .max(Comparator.comparingLong(one -> one.seen.silence()))
                        .map(one -> (double) one.seen.silenceLate())
                        .orElse(NONE),
                (int) all.stream().filter(one -> one.seen.givenUp()).count());
    }

    static List<Upgraded> upgrades(List<RunResult> runs, Predicate<UpgradeSeen> which) {
        List<Upgraded> all = new ArrayList<>();
        for (RunResult run : runs) {
            for (UpgradeSeen seen : run.upgrades()) {
                if (which.test(seen)) {
                    all.add(new Upgraded(run, seen));
                }
            }
        }
        return all;
    }

    static double ratio(long value, List<Long> placebos) {
        double placebo = medianOf(placebos);
        return value < 0 || placebo <= 0 ? NONE : value / placebo;
    }

    static double medianOf(List<Long> values) {
        return median(values.stream().map(Long::doubleValue).toList());
    }

    /** Of those that have a value. */
    static <T> double median(List<T> all, ToDoubleFunction<T> value) {
        List<Double> values = new ArrayList<>();
        for (T of : all) {
            double one = value.applyAsDouble(of);
            if (one >= 0) {
                values.add(one);
            }
        }
        return median(values);
    }

    /** The middle one, or the mean of the two in the middle; -1 of none. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        if (size == 0) {
            return NONE;
        }
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    static <T> double most(List<T> all, ToDoubleFunction<T> value) {
        return all.stream().mapToDouble(value).max().orElse(NONE);
    }

    private static long sum(List<RunResult> runs, ToLongFunction<RunResult> value) {
        return runs.stream().mapToLong(value).sum();
    }
}
