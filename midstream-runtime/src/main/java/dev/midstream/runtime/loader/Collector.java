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

    /**
     * Collections asked for at most, per burst of releases or per wish. A young collection keeps
     * every loader that stands in the young generation, whether anybody needs it or not, so a
     * loader can be unloaded only once it is old: after 15 collections at the latest, HotSpot's
     * highest tenuring threshold. Under load it is old long before; in an idle process only these
     * count.
     */
    private static final int ROUNDS = 20;

    private static final int OLDEST_YOUNG = 15;
    private static final Duration LEAK_AGE = Duration.ofSeconds(60);
    private static final int LEAK_CYCLES = 2;

    /** How long a wish may take, and how long after each collection references are waited for. */
    private static final Duration WISH = Duration.ofSeconds(20);

    private static final Duration SETTLE = Duration.ofMillis(100);

    /**
     * How many collections there were.
     *
     * @param all of any kind
     * @param unloading that could unload classes
     */
    public record Counts(long all, long unloading) {
        /** None so far. */
        public static final Counts NONE = new Counts(0, 0);
    }

    /** Pauses the process each time, so seldom, however often somebody wishes. */
    private static final Duration BETWEEN_FULL = Duration.ofSeconds(30);

    /** The second takes what the first has only made reachable for cleaners and finalizers. */
    private static final int FULL_ROUNDS = 2;

    private final boolean asks;
    private boolean waiting;
    private long fullNanos = System.nanoTime() - BETWEEN_FULL.toNanos();

    /**
     * A collector.
     *
     * @param asks whether to ask the JVM for a collection when released loaders wait; only for a
     *     process whose flags make that a concurrent one
     */
    public Collector(boolean asks) {
        this.asks = asks;
    }

    /** How many collections have ended since the JVM started. */
    public Counts completed() {
        long all = 0;
        long unloading = 0;
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            long count = Math.max(0, bean.getCollectionCount());
            all += count;
            if (bean.getName().contains("Concurrent")) {
                unloading += count / 2; // G1 counts the two pauses of each cycle
            } else if (unloads(bean.getName())) {
                unloading += count;
            }
        }
        return new Counts(all, unloading);
    }

    private static boolean unloads(String collector) {
        // Young collections never unload classes; all others of HotSpot's do.
        return List.of("Old", "MarkSweep", "Major Cycles", "Shenandoah Cycles").stream()
                .anyMatch(collector::contains);
    }

    /**
     * Whether a loader should have been collected by now: it is surely old, two collections that
     * unload classes have ended since, and a minute has passed.
     */
    public boolean suspects(Releases.Entry entry) {
        Counts now = completed();
        Duration age = Duration.ofNanos(System.nanoTime() - entry.nanos());
        return now.all() - entry.collections().all() > OLDEST_YOUNG + LEAK_CYCLES
                && now.unloading() - entry.collections().unloading() >= LEAK_CYCLES
                && age.compareTo(LEAK_AGE) >= 0;
    }

    /**
     * Asks for collections, one after the other, until no released loader waits; bounded. Where
     * they are concurrent and a loader is suspected after all of them, one that stops the world
     * decides: a concurrent one keeps what compiled code mentions that runs meanwhile, and under
     * load code of the host or the JDK into which a module's was inlined always does.
     */
    public void collect(Releases releases) {
        long end = System.nanoTime() + WISH.toNanos();
        try {
            for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
                System.gc();
                if (releases.awaitEmpty(SETTLE)) {
                    return;
                }
            }
            if (releases.waiting().stream().anyMatch(this::suspects) && mayCollectFully()) {
                for (int round = 0; round < FULL_ROUNDS; round++) {
                    FullCollection.run();
                    if (releases.awaitEmpty(SETTLE)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean mayCollectFully() {
        long now = System.nanoTime();
        if (now - fullNanos < BETWEEN_FULL.toNanos()) {
            return false;
        }
        fullNanos = now;
        return true;
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
