package dev.midstream.runtime.service;

import dev.midstream.api.Metrics;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.DoubleSupplier;

/** The metrics of one module instance. Its gauges end with it. Safe for all threads. */
public final class ModuleMetrics implements Metrics {

    private final String module;
    private final MetricRegistry registry;
    private final Map<String, DoubleSupplier> gauges = new ConcurrentSkipListMap<>();

    ModuleMetrics(String module, MetricRegistry registry) {
        this.module = module;
        this.registry = registry;
    }

    @Override
    public Counter counter(String name) {
        return registry.counter(module, name);
    }

    @Override
    public Timer timer(String name) {
        return registry.timer(module, name);
    }

    @Override
    public void gauge(String name, DoubleSupplier value) {
        MetricRegistry.checked(name);
        if (gauges.size() >= MetricRegistry.MOST_NAMES) {
            throw new IllegalArgumentException(
                    "gauge '" + name + "': " + MetricRegistry.MOST_NAMES + " are there already");
        }
        if (gauges.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("gauge '" + name + "' is declared already");
        }
    }

    /** Whether there are any gauges to read. */
    public boolean hasGauges() {
        return !gauges.isEmpty();
    }

    /** Reads the gauges, by name: calls the module. One that throws is left out. */
    public Map<String, Double> readGauges() {
        Map<String, Double> read = new TreeMap<>();
        gauges.forEach((name, value) -> {
            try {
                read.put(name, value.getAsDouble());
            } catch (RuntimeException unreadable) {
                // Left out: a scrape shows what there is, and the absence is seen there.
            }
        });
        return read;
    }

    void close() {
        gauges.clear();
    }
}
