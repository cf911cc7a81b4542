package dev.midstream.load;

import dev.midstream.load.LoadReport.BinRow;
import dev.midstream.load.LoadReport.Mark;
import dev.midstream.load.LoadReport.SecondRow;
import dev.midstream.load.LoadReport.Silence;
import dev.midstream.load.LoadReport.Totals;
import dev.midstream.load.LoadReport.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** The counts of one load. Owned by the load's thread. */
final class Recorder {

    private static final long BIN_NANOS = 100_000_000;
    private static final int BINS_PER_SECOND = 10;
    private static final int MOST_SAMPLES_OF_A_KIND = 5;
    /* What handling an answer takes is no lateness. */
    private static final long LEAST_LATE_NANOS = 100_000;
    /* Where the windows around a mark begin and end. */
    private static final long[] WINDOW_MILLIS = {-4_000, 0, 1_000, 5_000, 15_000};

    private final List<Bin> bins = new ArrayList<>();
    private final Histogram all = new Histogram(3);
    private final List<String> versions = new ArrayList<>();
    private final Map<String, Integer> versionIndex = new HashMap<>();
    private final Map<String, Long> failures = new TreeMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private final List<String> samples = new ArrayList<>();
    private final Map<String, Integer> sampled = new HashMap<>();
    private final Map<String, Long> lastAnswerNanosOf = new HashMap<>();
    /* Rows of seconds whose requests are all settled; merging them anew for each look would
     * take milliseconds of the thread that measures. */
    private final List<SecondRow> settled = new ArrayList<>();

    private long startNanos;
    private long lookedNanos;
    private long lastAnswerNanos;
    private long silenceStartNanos;
    private long silenceNanos;
    private long maxMicros;

    long regressions;
    long droppedConnections;
    long gracefulReconnects;
    long refusedConnects;
    long strayBytes;

    void begin(long now) {
        startNanos = now;
        lookedNanos = now;
        lastAnswerNanos = now;
        silenceStartNanos = now;
    }

    /**
     * The load looks for answers. Whatever came since it last did was not heard before, however
     * early it came.
     */
    void looked(long now) {
        long late = now - lookedNanos;
        if (late >= LEAST_LATE_NANOS && now >= startNanos) {
            Bin bin = bin(now);
            bin.lateNanos = Math.max(bin.lateNanos, late);
        }
        lookedNanos = now;
    }

    /** The load has slept until this instant because nothing was due: no lateness. */
    void slept(long until) {
        lookedNanos = Math.max(lookedNanos, until);
    }

    /** A complete answer with status 200 and what the oracle says of it. */
    void answered(Request request, long dueNanos, long now, Verdict verdict) {
        Bin bin = settle(dueNanos);
        long micros = Math.max(0, (now - dueNanos) / 1_000);
        bin.latency(micros);
        all.recordValue(micros);
        maxMicros = Math.max(maxMicros, micros);
        heard(now);
        switch (verdict) {
            case Verdict.Version version -> {
                bin.version(index(version.name(), now), 1);
                lastAnswerNanosOf.put(version.name(), now);
            }
            case Verdict.Wrong wrong -> {
                bin.wrong++;
                sample("wrong", request + ": " + wrong.why());
            }
            case Verdict.Mixed mixed -> {
                bin.mixed++;
                sample("mixed", request + ": " + mixed.why());
            }
            case Verdict.Regressed regressed -> {
                bin.version(index(regressed.version().name(), now), 1);
                lastAnswerNanosOf.put(regressed.version().name(), now);
                regressions++;
                sample("regression", request + ": " + regressed.why());
            }
        }
    }

    /** Bytes that are no plain answer. */
    void malformed(Request request, long dueNanos, String why) {
        settle(dueNanos).wrong++;
        sample("wrong", request + ": " + why);
    }

    /** A request that got no complete answer with status 200. */
    void failed(long dueNanos, String cause) {
        settle(dueNanos).failed++;
        failures.merge(cause, 1L, Long::sum);
        sample("failed", "at " + millis(dueNanos) + " ms: " + cause);
    }

    /** Keeps the first few of each kind. */
    void sample(String kind, String what) {
        if (sampled.merge(kind, 1, Integer::sum) <= MOST_SAMPLES_OF_A_KIND) {
            samples.add(kind + ": " + what);
        }
    }

    List<Mark> marks() {
        return List.copyOf(marks);
    }

    void mark(String label, long now) {
        marks.add(new Mark(label, millis(now)));
    }

    /** The silence since the last answer counts too. */
    void end(long now) {
        heard(Math.max(now, lastAnswerNanos));
    }

    private void heard(long now) {
        long silent = now - lastAnswerNanos;
        if (silent > silenceNanos) {
            silenceNanos = silent;
            silenceStartNanos = lastAnswerNanos;
        }
        Bin bin = bin(now);
        bin.silenceNanos = Math.max(bin.silenceNanos, silent);
        lastAnswerNanos = now;
    }

    private Bin settle(long dueNanos) {
        Bin bin = bin(dueNanos);
        bin.requests++;
        return bin;
    }

    private Bin bin(long nanos) {
        int index = (int) ((nanos - startNanos) / BIN_NANOS);
        while (bins.size() <= index) {
            bins.add(new Bin());
        }
        return bins.get(index);
    }

    private int index(String version, long now) {
        Integer known = versionIndex.get(version);
        if (known != null) {
            return known;
        }
        if (!versions.isEmpty()) {
            mark(RunningLoad.FIRST + version, now);
        }
        versions.add(version);
        versionIndex.put(version, versions.size() - 1);
        return versions.size() - 1;
    }

    private long millis(long nanos) {
        return (nanos - startNanos) / 1_000_000;
    }

    /**
     * One row per second.
     *
     * @param settledBefore everything that was due before this instant is settled
     */
    List<SecondRow> seconds(long settledBefore) {
        List<SecondRow> rows = new ArrayList<>(settled);
        int count = (bins.size() + BINS_PER_SECOND - 1) / BINS_PER_SECOND;
        for (int second = rows.size(); second < count; second++) {
            SecondRow row = second(second);
            rows.add(row);
            if ((second + 1L) * BINS_PER_SECOND * BIN_NANOS <= settledBefore - startNanos) {
                settled.add(row);
            }
        }
        return rows;
    }

    private SecondRow second(int second) {
        Bin sum = new Bin();
        int from = second * BINS_PER_SECOND;
        for (Bin bin : bins.subList(from, Math.min(from + BINS_PER_SECOND, bins.size()))) {
            add(sum, bin);
        }
        return new SecondRow(
                second,
                sum.requests,
                sum.failed,
                sum.wrong,
                sum.mixed,
                byName(sum.versions),
                sum.percentile(50),
                sum.percentile(99),
                sum.maxMicros);
    }

    private static void add(Bin sum, Bin bin) {
        sum.latency.add(bin.latency);
        sum.requests += bin.requests;
        sum.failed += bin.failed;
        sum.wrong += bin.wrong;
        sum.mixed += bin.mixed;
        sum.maxMicros = Math.max(sum.maxMicros, bin.maxMicros);
        sum.silenceNanos = Math.max(sum.silenceNanos, bin.silenceNanos);
        sum.lateNanos = Math.max(sum.lateNanos, bin.lateNanos);
        for (int version = 0; version < bin.versions.length; version++) {
            sum.version(version, bin.versions[version]);
        }
    }

    private Map<String, Long> byName(int[] counts) {
        Map<String, Long> named = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                named.put(versions.get(i), (long) counts[i]);
            }
        }
        return named;
    }

    LoadReport report() {
        List<BinRow> rows = new ArrayList<>();
        long requests = 0;
        long failed = 0;
        long wrong = 0;
        long mixed = 0;
        int[] versionCounts = new int[versions.size()];
        for (Bin bin : bins) {
            rows.add(
                    new BinRow(
                            rows.size() * BIN_NANOS / 1_000_000,
                            bin.requests,
                            bin.failed,
                            bin.percentile(50),
                            bin.percentile(99),
                            bin.maxMicros,
                            bin.silenceNanos / 1_000,
                            bin.lateNanos / 1_000));
            requests += bin.requests;
            failed += bin.failed;
            wrong += bin.wrong;
            mixed += bin.mixed;
            for (int i = 0; i < Math.min(bin.versions.length, versionCounts.length); i++) {
                versionCounts[i] += bin.versions[i];
            }
        }
        Totals totals =
                new Totals(
                        requests,
                        requests - failed - wrong - mixed,
                        failed,
                        wrong,
                        mixed,
                        regressions,
                        droppedConnections,
                        gracefulReconnects,
                        refusedConnects,
                        strayBytes,
                        byName(versionCounts),
                        failures,
                        Math.min(all.getValueAtPercentile(50), maxMicros),
                        Math.min(all.getValueAtPercentile(99), maxMicros),
                        Math.min(all.getValueAtPercentile(99.9), maxMicros),
                        maxMicros);
        return new LoadReport(
                totals,
                seconds(startNanos),
                rows,
                new Silence(millis(silenceStartNanos), silenceNanos / 1_000),
                marks,
                windows(),
                lastAnswers(),
                samples);
    }

    private Map<String, Long> lastAnswers() {
        Map<String, Long> millis = new TreeMap<>();
        lastAnswerNanosOf.forEach((version, nanos) -> millis.put(version, millis(nanos)));
        return millis;
    }

    private List<Window> windows() {
        List<Window> windows = new ArrayList<>();
        for (Mark mark : marks) {
            for (int i = 1; i < WINDOW_MILLIS.length; i++) {
                windows.add(window(mark, WINDOW_MILLIS[i - 1], WINDOW_MILLIS[i]));
            }
        }
        for (int i = 1; i < marks.size(); i++) {
            Mark from = marks.get(i - 1);
            Mark to = marks.get(i);
            String between = from.label() + LoadReport.Window.TO + to.label();
            windows.add(window(new Mark(between, from.millis()), 0, to.millis() - from.millis()));
        }
        return windows;
    }

    private Window window(Mark mark, long fromMillis, long toMillis) {
        Bin sum = new Bin();
        for (int index = binAt(mark.millis() + fromMillis);
                index < binAt(mark.millis() + toMillis);
                index++) {
            add(sum, bins.get(index));
        }
        return new Window(
                mark.label(),
                mark.millis(),
                fromMillis,
                toMillis,
                sum.requests,
                sum.failed,
                sum.percentile(50),
                sum.percentile(99),
                sum.percentile(99.9),
                sum.maxMicros,
                sum.silenceNanos / 1_000,
                sum.lateNanos / 1_000);
    }

    /** The first bin that begins at or after an instant, within what was measured. */
    private int binAt(long sinceStartMillis) {
        long index = Math.ceilDiv(sinceStartMillis * 1_000_000, BIN_NANOS);
        return Math.clamp(index, 0, bins.size());
    }
}
