package dev.midstream.runtime.loader;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * The JVM's collections that can unload classes: how many there were, and, where the host owns the
 * process, the wish for one when loaders wait. Safe for all threads.
 */
public final class Collector {

    /** How long after a release a collection is asked for: off the cutover's own time. */
    private static final Duration DELAY = Duration.ofSeconds(10);

    /** Collections asked for at most per burst of releases; a leak is not cured by more. */
    private static final int ROUNDS = 3;

    private final boolean asks;
    private boolean waiting;

    /**
     * A collector.
     *
     * @param asks whether to ask the JVM for a collection when released loaders wait; only for a
     *     process whose flags make that a concurrent one
     */
    public Collector(boolean asks) {
        this.asks = asks;
    }

    /** How many collections that can unload classes have ended since the JVM started. */
    public long completed() {
        long completed = 0;
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (unloads(bean.getName())) {
                completed += Math.max(0, bean.getCollectionCount());
            }
        }
        return completed;
    }

    private static boolean unloads(String collector) {
        // Young collections never unload classes; every other bean of HotSpot's counts cycles that
        // do.
        return List.of("Old", "Concurrent", "MarkSweep", "Major Cycles", "Shenandoah Cycles")
                .stream()
                .anyMatch(collector::contains);
    }

    /** Asks for a collection now and waits for what the JVM makes of it. */
    public void collect() {
        System.gc();
    }

    /** Asks for a collection a while after a release, if this collector asks at all. */
    public void expect(Releases releases) {
        synchronized (this) {
            if (!asks || waiting) {
                return;
            }
            waiting = true;
        }
        Thread.ofPlatform()
                .name("midstream-collect")
                .daemon(true)
                .inheritInheritableThreadLocals(false)
                .start(() -> await(releases));
    }

    private void await(Releases releases) {
        try {
            for (int round = 0; round < ROUNDS && !releases.waiting().isEmpty(); round++) {
                releases.awaitEmpty(DELAY);
                if (!releases.waiting().isEmpty()) {
                    System.gc();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                waiting = false;
            }
        }
    }
}
