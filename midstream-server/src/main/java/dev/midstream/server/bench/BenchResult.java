package dev.midstream.server.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark showed.
 *
 * @param machine what it ran on, and how
 * @param entries one per contestant that took part, in their order
 * @param missing who could not take part
 * @param rounds how many rounds there were
 * @param upgrades whether there were upgrades in them
 */
public record BenchResult(
        Map<String, String> machine,
        List<Entry> entries,
        List<Missing> missing,
        int rounds,
        boolean upgrades) {

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
        List<Double> ratios = new ArrayList<>();
        for (RunResult run : one.runs()) {
            for (RunResult beside : other.runs()) {
                if (run.round() == beside.round() && beside.load().saturationPerSecond() > 0) {
                    ratios.add(
                            (double) run.load().saturationPerSecond()
                                    / beside.load().saturationPerSecond());
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
