package dev.midstream.server.bench;

import dev.midstream.load.CartsRun;
import dev.midstream.load.LoadReport;
import dev.midstream.load.LoadReport.BinRow;
import dev.midstream.load.LoadReport.Mark;
import dev.midstream.load.LoadReport.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What clients saw of one upgrade. Latencies in microseconds; -1 where there is none.
 *
 * @param number which one of its process, from 1: the first is that of a fresh process
 * @param startMillis when its command was begun, in the open loop's time
 * @param endMillis when the next thing was done after it
 * @param warm from the command to the first answer of the newer version
 * @param cutover1 [0, 1) s after that answer
 * @param cutover5 [1, 5) s after it
 * @param sweep1 [0, 1) s after the end of the sweep
 * @param unload1 [0, 1) s after the old code was gone
 * @param unload5 [1, 5) s after it
 * @param max longest latency from the command on, until the next placebo instant or the end
 * @param silence longest time without any answer in the same stretch
 * @param silenceLate how long the load itself did not look in the 100 ms in which that silence
 *     ended: so much of it may be the load's own
 * @param late the longest time in the same stretch in which the load itself did not look
 * @param slowBins how many of the 150 bins of 100 ms after the first answer of the newer version
 *     have a p99 above 20 ms
 * @param cutoverMillis from the command to the first answer of the newer version
 * @param sweepMillis from the command to the end of the sweep
 * @param unloadMillis from the command until the old code was gone
 * @param lastOldMillis from the command to the last answer of the older version
 * @param givenUp whether the command was ended since it took too long; then nobody knows when the
 *     old code was gone
 */
public record UpgradeSeen(
        int number,
        long startMillis,
        long endMillis,
        Span warm,
        Span cutover1,
        Span cutover5,
        Span sweep1,
        Span unload1,
        Span unload5,
        long max,
        long silence,
        long silenceLate,
        long late,
        long slowBins,
        long cutoverMillis,
        long sweepMillis,
        long unloadMillis,
        long lastOldMillis,
        boolean givenUp) {

    private static final String UNLOAD = "unload";
    private static final String SWEEP = "sweep";
    private static final int BINS_AFTER = 150;
    private static final long SLOW_MICROS = 20_000;

    /** What a run without any upgrade has. */
    static final UpgradeSeen NONE =
            new UpgradeSeen(
                    0, -1, -1, Span.NONE, Span.NONE, Span.NONE, Span.NONE, Span.NONE, Span.NONE, -1,
                    -1, -1, -1, -1, -1, -1, -1, -1, false);

    /** All upgrades of an open loop. */
    static List<UpgradeSeen> in(LoadReport open) {
        List<UpgradeSeen> seen = new ArrayList<>();
        List<Mark> marks = open.marks();
        for (int from = 0; from < marks.size(); from++) {
            if (marks.get(from).label().equals(CartsRun.COMMAND)) {
                int to = from + 1;
                while (to < marks.size() && !begins(marks.get(to))) {
                    to++;
                }
                long end = to < marks.size() ? marks.get(to).millis() : Long.MAX_VALUE;
                seen.add(of(open, seen.size() + 1, marks.subList(from, to), end));
            }
        }
        return List.copyOf(seen);
    }

    private static boolean begins(Mark mark) {
        return mark.label().equals(CartsRun.COMMAND) || mark.label().equals(CartsRun.PLACEBO);
    }

    private static UpgradeSeen of(LoadReport open, int number, List<Mark> marks, long end) {
        long command = marks.getFirst().millis();
        String first = CartsRun.cutover(number + 1);
        OptionalLong cutover = at(marks, first);
        boolean givenUp = at(marks, CartsRun.GIVEN_UP).isPresent();
        // Who reports no unload is done when the command is.
        String gone = at(marks, UNLOAD).isPresent() ? UNLOAD : CartsRun.RETURNED;
        long silence = -1;
        long silenceLate = -1;
        long late = -1;
        long max = -1;
        for (BinRow bin : open.bins()) {
            if (bin.startMillis() >= command && bin.startMillis() < end) {
                if (bin.silenceMicros() > silence) {
                    silence = bin.silenceMicros();
                    silenceLate = bin.lateMicros();
                }
                late = Math.max(late, bin.lateMicros());
                max = Math.max(max, bin.maxMicros());
            }
        }
        Long lastOld = open.lastAnswerMillis().get("v" + number);
        return new UpgradeSeen(
                number,
                command,
                end,
                between(open, marks),
                after(open, marks, first, 0, 1_000),
                after(open, marks, first, 1_000, 5_000),
                after(open, marks, SWEEP, 0, 1_000),
                after(open, marks, gone, 0, 1_000),
                after(open, marks, gone, 1_000, 5_000),
                max,
                silence,
                silenceLate,
                late,
                slowBins(open, cutover),
                since(command, cutover),
                since(command, at(marks, SWEEP)),
                since(command, at(marks, gone)),
                lastOld == null ? -1 : lastOld - command,
                givenUp);
    }

    private static OptionalLong at(List<Mark> marks, String label) {
        return marks.stream()
                .filter(mark -> mark.label().equals(label))
                .mapToLong(Mark::millis)
                .findFirst();
    }

    private static Span after(LoadReport open, List<Mark> marks, String label, long from, long to) {
        OptionalLong at = at(marks, label);
        return at.isEmpty()
                ? Span.NONE
                : windows(open, label, at.getAsLong())
                        .filter(w -> w.fromMillis() == from && w.toMillis() == to)
                        .map(Span::of)
                        .findFirst()
                        .orElse(Span.NONE);
    }

    /** From the command to what came next, which is the first new answer. */
    private static Span between(LoadReport open, List<Mark> marks) {
        if (marks.size() < 2) {
            return Span.NONE;
        }
        String label = marks.get(0).label() + Window.TO + marks.get(1).label();
        return windows(open, label, marks.getFirst().millis())
                .map(Span::of)
                .findFirst()
                .orElse(Span.NONE);
    }

    private static Stream<Window> windows(LoadReport open, String mark, long at) {
        return open.windows().stream()
                .filter(window -> window.mark().equals(mark) && window.atMillis() == at);
    }

    private static long slowBins(LoadReport open, OptionalLong cutover) {
        return cutover.isEmpty()
                ? -1
                : open.bins().stream()
                        .filter(bin -> bin.startMillis() > cutover.getAsLong() - 100)
                        .limit(BINS_AFTER)
                        .filter(bin -> bin.p99Micros() > SLOW_MICROS)
                        .count();
    }

    private static long since(long from, OptionalLong to) {
        return to.isEmpty() ? -1 : to.getAsLong() - from;
    }
}
