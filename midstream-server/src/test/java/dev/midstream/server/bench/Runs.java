package dev.midstream.server.bench;

import dev.midstream.load.CartsRun;
import dev.midstream.load.LoadReport;
import dev.midstream.load.LoadReport.BinRow;
import dev.midstream.load.LoadReport.Mark;
import dev.midstream.load.LoadReport.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs as the load might have seen them, for tests. */
public final class Runs {

    private static final int SECONDS = 40;

    private Runs() {}

    /**
     * A run of 40 s: placebo instants at 1, 2 and 3 s with p99 of 9, 10 and 12 ms, the command at
     * 10 s, the first new answer at 12 s, the command's end at 20 s.
     *
     * @param cutoverMicros p99 in the second after the first new answer
     */
    public static RunResult run(int round, long cutoverMicros, double foreign) {
        List<Mark> marks =
                List.of(
                        new Mark(CartsRun.PLACEBO, 1_000),
                        new Mark(CartsRun.PLACEBO, 2_000),
                        new Mark(CartsRun.PLACEBO, 3_000),
                        new Mark(CartsRun.COMMAND, 10_000),
                        new Mark(CartsRun.CUTOVER, 12_000),
                        new Mark(CartsRun.RETURNED, 20_000));
        List<Window> windows = new ArrayList<>();
        windows.add(window(CartsRun.PLACEBO, 1_000L, 0, 1_000, 9_000, 1_000));
        windows.add(window(CartsRun.PLACEBO, 1_000L, 1_000, 5_000, 10_000, 4_000));
        windows.add(window(CartsRun.PLACEBO, 2_000L, 0, 1_000, 10_000, 2_000));
        windows.add(window(CartsRun.PLACEBO, 2_000L, 1_000, 5_000, 10_000, 1_500));
        windows.add(window(CartsRun.PLACEBO, 3_000L, 0, 1_000, 12_000, 3_000));
        windows.add(window(CartsRun.PLACEBO, 3_000L, 1_000, 5_000, 10_000, 2_500));
        windows.add(window(CartsRun.COMMAND, 10_000L, -4_000, 0, 10_000, 90_000));
        windows.add(window(CartsRun.COMMAND, 10_000L, 0, 1_000, 11_000, 5_000));
        windows.add(window(CartsRun.CUTOVER, 12_000L, 0, 1_000, cutoverMicros, 7_000));
        windows.add(window(CartsRun.CUTOVER, 12_000L, 1_000, 5_000, 13_000, 6_000));
        windows.add(window(CartsRun.RETURNED, 20_000L, 0, 1_000, 20_000, 6_000));
        windows.add(window(CartsRun.RETURNED, 20_000L, 1_000, 5_000, 14_000, 6_000));
        windows.add(
                window(
                        CartsRun.COMMAND + Window.TO + CartsRun.CUTOVER,
                        10_000L,
                        0,
                        2_000,
                        15_000,
                        5_000));
        List<BinRow> bins = new ArrayList<>();
        for (int i = 0; i < SECONDS * 10; i++) {
            // Two slow ones after the first new answer, one long before it.
            boolean slow = i == 20 || i == 121 || i == 130;
            // A silence that began before the command ends at it; the longest one after it is 7 ms,
            // of which the load was late by 2.
            long silence = i == 99 ? 90_000 : i == 121 ? 7_000 : 1_000;
            long late = i == 121 ? 2_000 : i == 300 ? 3_000 : 0;
            bins.add(
                    new BinRow(
                            i * 100L, 100, 0, 1_000, slow ? 30_000 : 5_000, 31_000, silence, late));
        }
        LoadReport open = report(marks, windows, bins, 3, Map.of("v1", 12_100L, "v2", 40_000L));
        LoadReport quiet = report(List.of(), List.of(), List.of(), 0, Map.of());
        CartsRun.Result result =
                new CartsRun.Result(
                        50_000, 49_000, 25_000, quiet, open, quiet, quiet, 1, 0, 0, 0, 0);
        return RunResult.of(round, result, foreign, 500L << 20);
    }

    private static Window window(String mark, long at, long from, long to, long p99, long silence) {
        long requests = (to - from) * 8;
        return new Window(
                mark, at, from, to, requests, 0, 1_000, p99, 2 * p99, 3 * p99, silence, 0);
    }

    private static LoadReport report(
            List<Mark> marks,
            List<Window> windows,
            List<BinRow> bins,
            long failed,
            Map<String, Long> last) {
        LoadReport.Totals totals =
                new LoadReport.Totals(
                        100,
                        100 - failed,
                        failed,
                        0,
                        0,
                        0,
                        4,
                        5,
                        0,
                        0,
                        Map.of(),
                        Map.of(),
                        1,
                        1,
                        1,
                        1);
        return new LoadReport(
                totals,
                List.of(),
                bins,
                new LoadReport.Silence(0, 0),
                marks,
                windows,
                last,
                List.of());
    }
}
