package dev.midstream.runtime.loader;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The loaders that were released and are not proved collected yet. Safe for all threads; holds a
 * loader only by {@link PhantomReference}, so it never keeps one.
 */
public final class Releases {

    private final Set<Released> waiting = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<ModuleLoader> collected = new ReferenceQueue<>();

    /**
     * A released loader.
     *
     * @param name its name
     * @param generation the newest generation it belonged to
     * @param nanos when it was released, by {@link System#nanoTime}
     * @param collections how many collections that unload classes had been completed by then
     */
    public record Entry(String name, int generation, long nanos, long collections) {}

    /** Begins to watch a loader that nobody needs any more. */
    public void add(ModuleLoader loader, int generation, long collections) {
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

    private static final class Released extends PhantomReference<ModuleLoader> {
        final Entry entry;

        Released(ModuleLoader loader, ReferenceQueue<ModuleLoader> queue, Entry entry) {
            super(loader, queue);
            this.entry = entry;
        }
    }
}
