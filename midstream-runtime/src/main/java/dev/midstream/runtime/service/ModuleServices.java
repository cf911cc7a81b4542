package dev.midstream.runtime.service;

import dev.midstream.api.Metrics;
import dev.midstream.api.Threads;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** What the host has made for one module instance. Safe for all threads. */
public final class ModuleServices {

    /** Safe for all threads, as each uses the generator of its own. */
    private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

    private final ModuleThreads threads;
    private final ModuleMetrics metrics;

    /**
     * Makes nothing yet.
     *
     * @param module the module's name
     * @param subject the instance, {@code pricing@7}; begins the name of every thread
     * @param loader the context class loader of every thread
     * @param metrics where counters and timers are kept
     */
    public ModuleServices(
            String module, String subject, ClassLoader loader, MetricRegistry metrics) {
        this(new ModuleThreads(subject, loader), new ModuleMetrics(module, metrics));
    }

    private ModuleServices(ModuleThreads threads, ModuleMetrics metrics) {
        this.threads = threads;
        this.metrics = metrics;
    }

    /**
     * What is made for an instance in a shadow: of the same classes, but tasks are taken and never
     * run, and nobody reads the metrics.
     */
    public static ModuleServices inert(String module, String subject, ClassLoader loader) {
        return new ModuleServices(
                ModuleThreads.inert(subject, loader),
                new ModuleMetrics(module, new MetricRegistry()));
    }

    /**
     * The service of a type.
     *
     * @throws IllegalArgumentException if the host makes none of that type
     */
    public Object of(Class<?> type) {
        if (type == Metrics.class) {
            return metrics;
        }
        if (type == Threads.class) {
            return threads;
        }
        if (type == ExecutorService.class || type == Executor.class) {
            return threads.perTask();
        }
        if (type == Clock.class || type == InstantSource.class) {
            return Clock.systemUTC();
        }
        if (type == RandomGenerator.class) {
            return RANDOM;
        }
        throw new IllegalArgumentException("the host makes no " + type.getName());
    }

    /** The instance's gauges. */
    public ModuleMetrics metrics() {
        return metrics;
    }

    /**
     * Ends every executor and thread, and forgets the gauges. Waits a while, interrupts, waits
     * again.
     *
     * @return the threads that go on regardless, each with where it stands
     */
    public List<String> close() {
        metrics.close();
        return threads.close();
    }
}
