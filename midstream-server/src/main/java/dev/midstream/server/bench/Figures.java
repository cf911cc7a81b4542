package dev.midstream.server.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * A contestant's runs in one row. Latencies in microseconds; medians over runs unless they say
 * otherwise; -1 where there is none.
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
        double peakBytes) {

    private static final double NONE = -1;

    /** The figures of so many runs. */
    public static Figures of(List<RunResult> runs) {
        return new Figures(
                runs.size(),
                median(runs, run -> run.load().saturationPerSecond()),
                median(runs, run -> run.load().saturationAfterPerSecond()),
                median(runs, run -> medianOf(run.placebo1())),
                most(runs, run -> run.placebo1().stream().mapToLong(v -> v).max().orElse(-1)),
                median(runs, RunResult::warm),
                median(runs, RunResult::cutover1),
                median(runs, run -> ratio(run.cutover1(), run.placebo1())),
                most(runs, RunResult::cutover1),
                median(runs, RunResult::cutover5),
                median(runs, run -> ratio(run.cutover5(), run.placebo5())),
                median(runs, RunResult::sweep1),
                median(runs, RunResult::unload1),
                median(runs, run -> ratio(run.unload1(), run.placebo1())),
                median(runs, RunResult::unload5),
                most(runs, RunResult::max),
                median(runs, RunResult::silence),
                most(runs, RunResult::silence),
                median(runs, run -> medianOf(run.placeboSilence())),
                (long) most(runs, RunResult::slowBins),
                sum(runs, RunResult::failed),
                sum(runs, RunResult::wrong),
                sum(runs, RunResult::regressions),
                sum(runs, RunResult::connectionsLost),
                median(runs, RunResult::cutoverMillis),
                median(runs, RunResult::unloadMillis),
                median(runs, RunResult::peakBytes));
    }

    private static double ratio(long value, List<Long> placebos) {
        double placebo = medianOf(placebos);
        return value < 0 || placebo <= 0 ? NONE : value / placebo;
    }

    private static double medianOf(List<Long> values) {
        return median(values.stream().map(Long::doubleValue).toList());
    }

    /** Of those runs that have a value. */
    private static double median(List<RunResult> runs, ToDoubleFunction<RunResult> value) {
        List<Double> values = new ArrayList<>();
        for (RunResult run : runs) {
            double one = value.applyAsDouble(run);
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

    private static double most(List<RunResult> runs, ToDoubleFunction<RunResult> value) {
        return runs.stream().mapToDouble(value).max().orElse(NONE);
    }

    private static long sum(List<RunResult> runs, ToLongFunction<RunResult> value) {
        return runs.stream().mapToLong(value).sum();
    }
}
