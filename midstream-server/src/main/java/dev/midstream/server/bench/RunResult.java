package dev.midstream.server.bench;

import dev.midstream.load.CartsRun;
import dev.midstream.load.LoadReport;
import dev.midstream.load.LoadReport.Mark;
import dev.midstream.load.LoadReport.Window;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * What one run showed. Times in microseconds unless they say otherwise; -1 where there is none.
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
        CartsRun.Result load) {

    private static final String UNLOAD = "unload";
    private static final String SWEEP = "sweep";
    private static final int BINS_AFTER = 150;
    private static final long BIN_MILLIS = 100;
    private static final long SLOW_MICROS = 20_000;
    private static final String V1 = "v1";

    static RunResult of(int round, CartsRun.Result load, double foreign, long peakBytes) {
        LoadReport open = load.open();
        OptionalLong command = at(open, CartsRun.COMMAND);
        OptionalLong cutover = at(open, CartsRun.CUTOVER);
        // Who reports no unload is done when the command is.
        String gone = at(open, UNLOAD).isPresent() ? UNLOAD : CartsRun.RETURNED;
        return new RunResult(
                round,
                foreign,
                peakBytes,
                p99s(open, CartsRun.PLACEBO, 0, 1_000),
                p99s(open, CartsRun.PLACEBO, 1_000, 5_000),
                p99(open, CartsRun.COMMAND + Window.TO + next(open, CartsRun.COMMAND)),
                p99(open, CartsRun.CUTOVER, 0, 1_000),
                p99(open, CartsRun.CUTOVER, 1_000, 5_000),
                p99(open, SWEEP, 0, 1_000),
                p99(open, gone, 0, 1_000),
                p99(open, gone, 1_000, 5_000),
                longestAfter(open, command),
                silenceAfter(open, CartsRun.COMMAND, CartsRun.CUTOVER, SWEEP, gone),
                silences(open),
                slowBins(open, cutover),
                since(command, cutover),
                since(command, at(open, gone)),
                lastOld(open, command),
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

    private static String next(LoadReport open, String label) {
        List<String> labels = open.marks().stream().map(Mark::label).toList();
        int at = labels.indexOf(label);
        return at < 0 || at + 1 >= labels.size() ? "" : labels.get(at + 1);
    }

    private static List<Long> p99s(LoadReport open, String mark, long from, long to) {
        return windows(open, mark)
                .filter(w -> w.fromMillis() == from && w.toMillis() == to)
                .map(Window::p99Micros)
                .toList();
    }

    private static long p99(LoadReport open, String mark, long from, long to) {
        return p99s(open, mark, from, to).stream().findFirst().orElse(-1L);
    }

    private static long p99(LoadReport open, String stretch) {
        return windows(open, stretch)
                .filter(w -> w.requests() > 0)
                .mapToLong(Window::p99Micros)
                .findFirst()
                .orElse(-1);
    }

    private static java.util.stream.Stream<Window> windows(LoadReport open, String mark) {
        return open.windows().stream().filter(window -> window.mark().equals(mark));
    }

    private static long silenceAfter(LoadReport open, String... marks) {
        List<String> wanted = Arrays.asList(marks);
        return open.windows().stream()
                .filter(window -> wanted.contains(window.mark()) && window.fromMillis() >= 0)
                .mapToLong(Window::silenceMicros)
                .max()
                .orElse(-1);
    }

    private static List<Long> silences(LoadReport open) {
        List<Long> first = new java.util.ArrayList<>();
        long longest = 0;
        for (Window window : windows(open, CartsRun.PLACEBO).toList()) {
            if (window.fromMillis() == 0) {
                longest = window.silenceMicros();
            } else if (window.fromMillis() == 1_000) {
                first.add(Math.max(longest, window.silenceMicros()));
            }
        }
        return List.copyOf(first);
    }

    private static long longestAfter(LoadReport open, OptionalLong command) {
        return command.isEmpty()
                ? -1
                : open.bins().stream()
                        .filter(bin -> bin.startMillis() >= command.getAsLong() - BIN_MILLIS)
                        .mapToLong(LoadReport.BinRow::maxMicros)
                        .max()
                        .orElse(-1);
    }

    private static long slowBins(LoadReport open, OptionalLong cutover) {
        return cutover.isEmpty()
                ? -1
                : open.bins().stream()
                        .filter(bin -> bin.startMillis() >= cutover.getAsLong() - BIN_MILLIS)
                        .limit(BINS_AFTER)
                        .filter(bin -> bin.p99Micros() > SLOW_MICROS)
                        .count();
    }

    private static long since(OptionalLong from, OptionalLong to) {
        return from.isEmpty() || to.isEmpty() ? -1 : to.getAsLong() - from.getAsLong();
    }

    private static long lastOld(LoadReport open, OptionalLong command) {
        Long last = open.lastAnswerMillis().get(V1);
        return command.isEmpty() || last == null ? -1 : last - command.getAsLong();
    }
}
