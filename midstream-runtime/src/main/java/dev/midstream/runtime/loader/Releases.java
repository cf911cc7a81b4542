package dev.midstream.runtime.loader;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The loaders that were released and are not proved collected yet. Safe for all threads; holds a
 * loader only by {@link PhantomReference}, so it never keeps one.
 */
public final class Releases {

    /** Another thread may have taken the last reference off the queue; so look now and then. */
    private static final long LOOK_MILLIS = 100;

    private final Set<Released> waiting = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<ModuleLoader> collected = new ReferenceQueue<>();

    /** Nothing released. */
    public Releases() {}

    /**
     * A released loader.
     *
     * @param name its name
     * @param generation the newest generation it belonged to
     * @param nanos when it was released, by {@link System#nanoTime}
     * @param collections how many collections had been completed by then
     */
    public record Entry(String name, int generation, long nanos, Collector.Counts collections) {}

    /** Begins to watch a loader that nobody needs any more. */
    public void add(ModuleLoader loader, int generation, Collector.Counts collections) {
        Entry entry =
                new Entry(
                        String.valueOf(loader.getName()),
                        generation,
                        System.nanoTime(),
                        collections);
        waiting.add(new Released(loader, collected, entry));
    }

    /** What is released and not collected, oldest first. */
    public List<Entry> waiting() {
        for (var gone = collected.poll(); gone != null; gone = collected.poll()) {
            waiting.remove(gone);
        }
        List<Entry> entries = new ArrayList<>();
        waiting.forEach(released -> entries.add(released.entry));
        entries.sort((a, b) -> Long.compare(a.nanos(), b.nanos()));
        return entries;
    }

    /**
     * Waits until nothing is waiting any more, or a time has passed.
     *
     * @return whether nothing is waiting
     */
    public boolean awaitEmpty(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (true) {
            if (waiting().isEmpty()) {
                return true;
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            Reference<? extends ModuleLoader> gone =
                    collected.remove(Math.max(1, Math.min(left / 1_000_000, LOOK_MILLIS)));
            if (gone != null) {
                waiting.remove(gone);
            }
        }
    }

    private static final class Released extends PhantomReference<ModuleLoader> {
        final Entry entry;

        Released(ModuleLoader loader, ReferenceQueue<ModuleLoader> queue, Entry entry) {
            super(loader, queue);
            this.entry = entry;
        }
    }
}
