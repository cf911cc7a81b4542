package dev.midstream.runtime.service;

import dev.midstream.api.Metrics.Counter;
import dev.midstream.api.Metrics.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/**
 * The counters and timers of all modules, kept by the host across upgrades. Safe for all threads.
 */
public final class MetricRegistry {

    /** Names of one module, for counters and for timers each. */
    static final int MOST_NAMES = 1_000;

    private static final String OVERFLOW = "overflow";
    private static final int MOST_CHARACTERS = 100;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    private final Map<String, Kept> modules = new ConcurrentSkipListMap<>();

    /** Nothing counted. */
    public MetricRegistry() {}

    /** What is kept for one module. */
    private static final class Kept {
        final Map<String, Count> counters = new ConcurrentHashMap<>();
        final Map<String, Time> timers = new ConcurrentHashMap<>();
        final AtomicInteger names = new AtomicInteger();
    }

    Counter counter(String module, String name) {
        Kept kept = kept(module);
        Count known = kept.counters.get(checked(name));
        return known != null
                ? known
                : kept.counters.computeIfAbsent(bounded(kept, name), n -> new Count());
    }

    Timer timer(String module, String name) {
        Kept kept = kept(module);
        Time known = kept.timers.get(checked(name));
        return known != null
                ? known
                : kept.timers.computeIfAbsent(bounded(kept, name), n -> new Time());
    }

    private Kept kept(String module) {
        return modules.computeIfAbsent(module, name -> new Kept());
    }

    private static String bounded(Kept kept, String name) {
        if (kept.names.get() >= MOST_NAMES) {
            return OVERFLOW;
        }
        kept.names.incrementAndGet();
        return name;
    }

    static String checked(String name) {
        if (name.length() > MOST_CHARACTERS || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "metric name '"
                            + name
                            + "': lower-case words with underscores expected, at most "
                            + MOST_CHARACTERS
                            + " characters, for example orders_placed");
        }
        return name;
    }

    /** Writes all of it down. */
    public void write(MetricText text) {
        modules.forEach((module, kept) -> {
            kept.counters.forEach((name, count) ->
                    text.counter(
                            name + "_total", Map.of("module", module), (double) count.sum.sum()));
            kept.timers.forEach((name, time) -> time.write(text, name, module));
        });
    }

    private static final class Count implements Counter {
        final LongAdder sum = new LongAdder();

        @Override
        public void add(long more) {
            if (more > 0) {
                sum.add(more);
            }
        }
    }

    private static final class Time implements Timer {
        private static final double NANOS = 1e9;

        final LongAdder count = new LongAdder();
        final LongAdder nanos = new LongAdder();
        final LongAccumulator longest = new LongAccumulator(Math::max, 0);

        @Override
        public void record(long took) {
            count.increment();
            nanos.add(Math.max(0, took));
            longest.accumulate(took);
        }

        void write(MetricText text, String name, String module) {
            Map<String, String> labels = Map.of("module", module);
            text.counter(name + "_seconds_count", labels, (double) count.sum());
            text.counter(name + "_seconds_sum", labels, nanos.sum() / NANOS);
            text.gauge(name + "_seconds_max", labels, longest.get() / NANOS);
        }
    }
}
