package dev.midstream.server.bench;

import dev.midstream.load.LoadReport.BinRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A contestant's runs as one line over time: p99 per 100 ms, the median of all upgrades in its
 * runs, time counted from the first answer of the newer version.
 *
 * @param p99Micros by tenths of a second
 * @param bandFrom below it are 5 % of all tenths of a second before the command
 * @param bandTo above it are 5 % of them
 * @param marks when something happened, in milliseconds
 */
record Series(
        TreeMap<Integer, Double> p99Micros,
        double bandFrom,
        double bandTo,
        Map<String, Double> marks) {

    static final String COMMAND = "command";
    static final String CUTOVER = "cutover";
    static final String SWEEP = "sweep";
    static final String UNLOAD = "unload";

    private static final long BIN_MILLIS = 100;
    /* The load's deadline for an answer: where none came, it was longer. */
    private static final double NO_ANSWER_MICROS = 10_000_000;

    static Series of(List<RunResult> runs) {
        TreeMap<Integer, List<Double>> values = new TreeMap<>();
        List<Double> before = new ArrayList<>();
        TreeMap<String, List<Double>> marks = new TreeMap<>();
        for (RunResult run : runs) {
            for (UpgradeSeen upgrade : run.upgrades()) {
                if (upgrade.cutoverMillis() >= 0) {
                    add(run, upgrade, values, before);
                    long cutover = upgrade.cutoverMillis();
                    mark(marks, COMMAND, (double) -cutover);
                    mark(marks, CUTOVER, 0);
                    if (upgrade.sweepMillis() >= 0) {
                        mark(marks, SWEEP, (double) (upgrade.sweepMillis() - cutover));
                    }
                    if (upgrade.unloadMillis() >= 0) {
                        mark(marks, UNLOAD, (double) (upgrade.unloadMillis() - cutover));
                    }
                }
            }
        }
        TreeMap<Integer, Double> line = new TreeMap<>();
        values.forEach((bin, all) -> line.put(bin, Figures.median(all)));
        TreeMap<String, Double> medians = new TreeMap<>();
        marks.forEach((label, all) -> medians.put(label, Figures.median(all)));
        before.sort(null);
        return new Series(line, share(before, 0.05), share(before, 0.95), medians);
    }

    private static void mark(TreeMap<String, List<Double>> marks, String label, double millis) {
        marks.computeIfAbsent(label, _ -> new ArrayList<>()).add(millis);
    }

    /** The bins of one upgrade: those before it back to the previous one, and those after it. */
    private static void add(
            RunResult run,
            UpgradeSeen upgrade,
            TreeMap<Integer, List<Double>> values,
            List<Double> before) {
        long zero = upgrade.startMillis() + upgrade.cutoverMillis();
        long from =
                upgrade.number() == 1 ? 0 : run.upgrades().get(upgrade.number() - 2).endMillis();
        for (BinRow bin : run.load().open().bins()) {
            boolean outside = bin.startMillis() < from || bin.startMillis() >= upgrade.endMillis();
            if (bin.requests() > 0 && !outside) {
                long since = Math.floorDiv(bin.startMillis() - zero, BIN_MILLIS);
                double p99 = bin.maxMicros() == 0 ? NO_ANSWER_MICROS : bin.p99Micros();
                values.computeIfAbsent((int) since, _ -> new ArrayList<>()).add(p99);
                if (bin.startMillis() + BIN_MILLIS <= upgrade.startMillis()) {
                    before.add(p99);
                }
            }
        }
    }

    private static double share(List<Double> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) (share * (sorted.size() - 1)));
    }
}
