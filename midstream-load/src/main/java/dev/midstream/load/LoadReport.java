package dev.midstream.load;

import java.util.List;
import java.util.Map;

/**
 * What clients saw. All times count from the load's start.
 *
 * @param totals the whole run
 * @param seconds one row per second, by the second in which requests fell due
 * @param bins one row per 100 ms, by the 100 ms in which requests fell due
 * @param longestSilence the longest time in which no answer with status 200 was completed
 * @param marks what {@link RunningLoad#mark} was called with, and {@link RunningLoad#FIRST} with
 *     the version's name at the first answer of each version but the first
 * @param windows for each mark, the time before and after it; then for each two that follow each
 *     other, the time between them
 * @param lastAnswerMillis per version, when its last answer was complete
 * @param samples the first few of whatever went wrong, in words
 */
public record LoadReport(
        Totals totals,
        List<SecondRow> seconds,
        List<BinRow> bins,
        Silence longestSilence,
        List<Mark> marks,
        List<Window> windows,
        Map<String, Long> lastAnswerMillis,
        List<String> samples) {

    /** Copies the lists. */
    public LoadReport {
        seconds = List.copyOf(seconds);
        bins = List.copyOf(bins);
        marks = List.copyOf(marks);
        windows = List.copyOf(windows);
        lastAnswerMillis = Map.copyOf(lastAnswerMillis);
        samples = List.copyOf(samples);
    }

    /** Whether every request got a right answer and no connection was lost. */
    public boolean nothingLost() {
        return totals.failed == 0
                && totals.wrong == 0
                && totals.mixed == 0
                && totals.regressions == 0
                && totals.droppedConnections == 0
                && totals.strayBytes == 0;
    }

    /**
     * The whole run.
     *
     * @param requests all that fell due; the sum of ok, failed, wrong and mixed
     * @param ok answered exactly as one version does
     * @param failed no complete answer with status 200
     * @param wrong answered as no version and no mix of versions does, or not in plain HTTP/1.1
     *     with a {@code Content-Length}
     * @param mixed answered in part by one version and in part by another
     * @param regressions ok, but of an older version than the answer before on that connection
     * @param droppedConnections closed by the server without {@code Connection: close}
     * @param gracefulReconnects closed with {@code Connection: close}, and opened anew
     * @param refusedConnects attempts to connect that did not succeed; each was made again
     * @param strayBytes times that bytes arrived on a connection that had asked nothing
     * @param versions ok answers by version
     * @param failures failed requests by cause
     * @param p50Micros median latency of complete answers, from the instant a request was due
     * @param p99Micros 99th percentile
     * @param p999Micros 99.9th percentile
     * @param maxMicros longest
     */
    public record Totals(
            long requests,
            long ok,
            long failed,
            long wrong,
            long mixed,
            long regressions,
            long droppedConnections,
            long gracefulReconnects,
            long refusedConnects,
            long strayBytes,
            Map<String, Long> versions,
            Map<String, Long> failures,
            long p50Micros,
            long p99Micros,
            long p999Micros,
            long maxMicros) {}

    /**
     * One second, by the time at which requests were due.
     *
     * @param second counts from 0
     * @param requests how many of those that fell due are settled
     * @param failed of them
     * @param wrong of them
     * @param mixed of them
     * @param versions ok answers by version
     * @param p50Micros median latency; 0 if nothing was answered
     * @param p99Micros 99th percentile
     * @param maxMicros longest
     */
    public record SecondRow(
            int second,
            long requests,
            long failed,
            long wrong,
            long mixed,
            Map<String, Long> versions,
            long p50Micros,
            long p99Micros,
            long maxMicros) {}

    /**
     * 100 ms, by the time at which requests were due.
     *
     * @param startMillis when it began
     * @param requests how many fell due
     * @param failed of them
     * @param p50Micros median latency; 0 if nothing was answered
     * @param p99Micros 99th percentile
     * @param maxMicros longest
     * @param silenceMicros the longest time without any complete answer that ended in it
     * @param lateMicros the longest time that ended in it and in which the load itself did not look
     *     for answers; 0 below 100 us
     */
    public record BinRow(
            long startMillis,
            long requests,
            long failed,
            long p50Micros,
            long p99Micros,
            long maxMicros,
            long silenceMicros,
            long lateMicros) {}

    /**
     * A time without any complete answer.
     *
     * @param startMillis when it began
     * @param micros how long it lasted
     */
    public record Silence(long startMillis, long micros) {}

    /**
     * A stretch of time around a mark, by the time at which requests were due, in steps of 100 ms.
     *
     * @param mark the mark's label; for the stretch between two marks, both with {@link #TO}
     * @param atMillis when the mark was set
     * @param fromMillis when it begins, from the mark; negative before it
     * @param toMillis when it ends
     * @param requests how many fell due
     * @param failed of them
     * @param p50Micros median latency; 0 if nothing was answered
     * @param p99Micros 99th percentile
     * @param p999Micros 99.9th percentile
     * @param maxMicros longest
     * @param silenceMicros the longest time within it without any complete answer
     * @param lateMicros the longest time within it in which the load itself did not look: as much
     *     of a silence may be its own
     */
    public record Window(
            String mark,
            long atMillis,
            long fromMillis,
            long toMillis,
            long requests,
            long failed,
            long p50Micros,
            long p99Micros,
            long p999Micros,
            long maxMicros,
            long silenceMicros,
            long lateMicros) {

        /** Stands between two labels. */
        public static final String TO = " to ";
    }

    /**
     * An instant with a name.
     *
     * @param label for example {@code upgrade}
     * @param millis when
     */
    public record Mark(String label, long millis) {}
}
