package dev.midstream.load;

import java.util.Arrays;
import org.HdrHistogram.IntCountsHistogram;

/** What became of the requests that fell due in one tenth of a second. */
final class Bin {

    /* Two digits keep a bin at a few kilobytes; its longest latency is kept exactly. */
    final IntCountsHistogram latency = new IntCountsHistogram(2);
    long requests;
    long failed;
    long wrong;
    long mixed;
    long maxMicros;
    /* The longest time without an answer that ended in this bin. */
    long silenceNanos;
    /* The longest time in which the load itself did not look that ended in this bin. */
    long lateNanos;
    int[] versions = {};

    void latency(long micros) {
        latency.recordValue(micros);
        maxMicros = Math.max(maxMicros, micros);
    }

    void version(int index, int count) {
        if (index >= versions.length) {
            versions = Arrays.copyOf(versions, index + 4);
        }
        versions[index] += count;
    }

    /** A percentile, never above what was really seen. */
    long percentile(double percentile) {
        return Math.min(latency.getValueAtPercentile(percentile), maxMicros);
    }
}
