package dev.midstream.server.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a benchmark showed.
 *
 * @param machine what it ran on, and how
 * @param entries one per contestant that took part, in their order
 * @param missing who could not take part
 * @param rounds how many rounds there were
 * @param upgrades whether there were upgrades in them
 * @param series how many of them in a run
 * @param targets what was wanted of each contestant, and what it showed
 */
public record BenchResult(
        Map<String, String> machine,
        List<Entry> entries,
        List<Missing> missing,
        int rounds,
        boolean upgrades,
        int series,
        List<Target> targets) {

    /** The result of these runs, with the targets worked out. */
    static BenchResult of(
            Map<String, String> machine,
            List<Entry> entries,
            List<Missing> missing,
            int rounds,
            int series) {
        return new BenchResult(
                machine,
                entries,
                missing,
                rounds,
                series > 0,
                series,
                Targets.of(entries, machine));
    }

    /**
     * One contestant.
     *
     * @param contestant who
     * @param runs its runs, at most one per round, without those that do not count
     * @param discarded runs that do not count since others used the machine
     * @param undisturbed whether {@code runs} are; if none was, the least disturbed one of each
     *     round stands there
     * @param problems what went wrong with runs that gave no result
     */
    public record Entry(
            Contestant contestant,
            List<RunResult> runs,
            int discarded,
            boolean undisturbed,
            List<String> problems) {

        /** Its figures. */
        public Figures figures() {
            return Figures.of(runs);
        }
    }

    /**
     * A contestant that could not take part.
     *
     * @param name who
     * @param install what to do about it
     */
    public record Missing(String name, String install) {}

    /**
     * How much one can do beside another: the median of their ratios in the rounds in which both
     * have a run; -1 without any.
     */
    public static double saturationRatio(Entry one, Entry other) {
        return ratio(
                one,
                other,
                run -> run.load().saturationPerSecond(),
                run -> run.load().saturationPerSecond());
    }

    /** The median of the ratios of two values in the rounds in which both are there; -1 of none. */
    static double ratio(
            Entry one,
            Entry other,
            ToDoubleFunction<RunResult> value,
            ToDoubleFunction<RunResult> otherValue) {
        List<Double> ratios = new ArrayList<>();
        for (RunResult run : one.runs()) {
            for (RunResult beside : other.runs()) {
                double numerator = value.applyAsDouble(run);
                double denominator = otherValue.applyAsDouble(beside);
                if (run.round() == beside.round() && numerator >= 0 && denominator > 0) {
                    ratios.add(numerator / denominator);
                }
            }
        }
        return Figures.median(ratios);
    }

    /** Whether every contestant that took part has a figure for each round. */
    public boolean complete() {
        return !entries.isEmpty()
                && entries.stream().allMatch(e -> e.runs().size() == rounds && e.undisturbed());
    }
}
