package dev.midstream.server.bench;

import dev.midstream.load.CartsRun;
import dev.midstream.load.LoadReport;
import dev.midstream.load.LoadReport.BinRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A contestant's runs as one line over time: p99 per 100 ms, the median of its runs, time counted
 * from the first answer of the newer version.
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

    private static final long BIN_MILLIS = 100;
    /* The load's deadline for an answer: where none came, it was longer. */
    private static final double NO_ANSWER_MICROS = 10_000_000;

    static Series of(List<RunResult> runs, List<String> stages) {
        TreeMap<Integer, List<Double>> values = new TreeMap<>();
        List<Double> before = new ArrayList<>();
        TreeMap<String, List<Double>> marks = new TreeMap<>();
        List<String> labels = new ArrayList<>(stages);
        labels.add(CartsRun.COMMAND);
        labels.add(CartsRun.RETURNED);
        for (RunResult run : runs) {
            LoadReport open = run.load().open();
            OptionalLong zero = RunResult.at(open, CartsRun.CUTOVER);
            OptionalLong command = RunResult.at(open, CartsRun.COMMAND);
            if (zero.isEmpty() || command.isEmpty()) {
                continue;
            }
            for (BinRow bin : open.bins()) {
                if (bin.requests() == 0) {
                    continue;
                }
                long since = Math.floorDiv(bin.startMillis() - zero.getAsLong(), BIN_MILLIS);
                double p99 = bin.maxMicros() == 0 ? NO_ANSWER_MICROS : bin.p99Micros();
                values.computeIfAbsent((int) since, _ -> new ArrayList<>()).add(p99);
                if (bin.startMillis() + BIN_MILLIS <= command.getAsLong()) {
                    before.add(p99);
                }
            }
            for (String label : labels) {
                RunResult.at(open, label)
                        .ifPresent(at ->
                                marks.computeIfAbsent(label, _ -> new ArrayList<>())
                                        .add((double) at - zero.getAsLong()));
            }
        }
        TreeMap<Integer, Double> line = new TreeMap<>();
        values.forEach((bin, all) -> line.put(bin, Figures.median(all)));
        TreeMap<String, Double> medians = new TreeMap<>();
        marks.forEach((label, all) -> medians.put(label, Figures.median(all)));
        before.sort(null);
        return new Series(line, share(before, 0.05), share(before, 0.95), medians);
    }

    private static double share(List<Double> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) (share * (sorted.size() - 1)));
    }
}
