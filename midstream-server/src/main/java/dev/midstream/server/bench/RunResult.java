package dev.midstream.server.bench;

import dev.midstream.load.CartsRun;
import dev.midstream.load.LoadReport;
import dev.midstream.load.LoadReport.Mark;
import dev.midstream.load.LoadReport.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What one run showed. Times in microseconds unless they say otherwise; -1 where there is none.
 * What belongs to an upgrade is said here of the first one of the run, and of each in {@code
 * upgrades}.
 *
 * @param round in which round
 * @param foreign how much of a processor others used meanwhile
 * @param peakBytes the most memory that all of the contestant's processes had together
 * @param placebo1 p99 in [0, 1) s after each placebo instant
 * @param placebo5 p99 in [1, 5) s after each placebo instant
 * @param warm p99 from the command to the first answer of the newer version
 * @param cutover1 p99 in [0, 1) s after that answer
 * @param cutover5 p99 in [1, 5) s after it
 * @param sweep1 p99 in [0, 1) s after the end of the sweep
 * @param unload1 p99 in [0, 1) s after the old code was gone
 * @param unload5 p99 in [1, 5) s after it
 * @param max longest latency from the command on
 * @param silence longest time without any answer from the command on
 * @param placeboSilence the same in the 5 s after each placebo instant
 * @param slowBins how many of the 150 bins of 100 ms after the first answer of the newer version
 *     have a p99 above 20 ms
 * @param cutoverMillis from the command to the first answer of the newer version
 * @param unloadMillis from the command until the old code was gone
 * @param lastOldMillis from the command to the last answer of the older version
 * @param upgrades all upgrades of the run
 * @param placebo1p999 p99.9 in [0, 1) s after each placebo instant, where it is told
 * @param placebo5p999 p99.9 in [1, 5) s after each
 * @param load all that the load saw
 */
public record RunResult(
        int round,
        double foreign,
        long peakBytes,
        List<Long> placebo1,
        List<Long> placebo5,
        long warm,
        long cutover1,
        long cutover5,
        long sweep1,
        long unload1,
        long unload5,
        long max,
        long silence,
        List<Long> placeboSilence,
        long slowBins,
        long cutoverMillis,
        long unloadMillis,
        long lastOldMillis,
        List<UpgradeSeen> upgrades,
        List<Long> placebo1p999,
        List<Long> placebo5p999,
        CartsRun.Result load) {

    static RunResult of(int round, CartsRun.Result load, double foreign, long peakBytes) {
        LoadReport open = load.open();
        List<UpgradeSeen> upgrades = UpgradeSeen.in(open);
        UpgradeSeen first = upgrades.isEmpty() ? UpgradeSeen.NONE : upgrades.getFirst();
        return new RunResult(
                round,
                foreign,
                peakBytes,
                placebos(open, 0, 1_000).map(Window::p99Micros).toList(),
                placebos(open, 1_000, 5_000).map(Window::p99Micros).toList(),
                first.warm().p99(),
                first.cutover1().p99(),
                first.cutover5().p99(),
                first.sweep1().p99(),
                first.unload1().p99(),
                first.unload5().p99(),
                first.max(),
                first.silence(),
                silences(open),
                first.slowBins(),
                first.cutoverMillis(),
                first.unloadMillis(),
                first.lastOldMillis(),
                upgrades,
                told(placebos(open, 0, 1_000)),
                told(placebos(open, 1_000, 5_000)),
                load);
    }

    /** Whether it counts. */
    public boolean clean() {
        return foreign <= BenchPlan.FOREIGN_LIMIT;
    }

    /** Requests without a complete answer, in all parts. */
    long failed() {
        return sum(LoadReport.Totals::failed);
    }

    /** Wrong and mixed answers, and carts that were lost track of. */
    long wrong() {
        return sum(LoadReport.Totals::wrong)
                + sum(LoadReport.Totals::mixed)
                + load.abandonedCarts();
    }

    /** Answers of the older version for carts that the newer one had answered for. */
    long regressions() {
        return sum(LoadReport.Totals::regressions);
    }

    /** Connections closed, with or without a word. */
    long connectionsLost() {
        return sum(LoadReport.Totals::droppedConnections)
                + sum(LoadReport.Totals::gracefulReconnects);
    }

    /** When something happened, in milliseconds of the open loop. */
    static OptionalLong at(LoadReport open, String label) {
        return open.marks().stream()
                .filter(mark -> mark.label().equals(label))
                .mapToLong(Mark::millis)
                .findFirst();
    }

    private long sum(java.util.function.ToLongFunction<LoadReport.Totals> what) {
        long sum = 0;
        for (LoadReport part :
                List.of(load.closed(), load.open(), load.closedAfter(), load.sweep())) {
            sum += what.applyAsLong(part.totals());
        }
        return sum;
    }

    private static Stream<Window> placebos(LoadReport open, long from, long to) {
        return open.windows().stream()
                .filter(window -> window.mark().equals(CartsRun.PLACEBO))
                .filter(window -> window.fromMillis() == from && window.toMillis() == to)
                .filter(window -> window.requests() > 0);
    }

    private static List<Long> told(Stream<Window> windows) {
        return windows.map(Span::of).map(Span::p999).filter(p999 -> p999 >= 0).toList();
    }

    private static List<Long> silences(LoadReport open) {
        List<Long> first = placebos(open, 0, 1_000).map(Window::silenceMicros).toList();
        List<Long> then = placebos(open, 1_000, 5_000).map(Window::silenceMicros).toList();
        List<Long> both = new ArrayList<>();
        for (int i = 0; i < Math.min(first.size(), then.size()); i++) {
            both.add(Math.max(first.get(i), then.get(i)));
        }
        return List.copyOf(both);
    }
}
