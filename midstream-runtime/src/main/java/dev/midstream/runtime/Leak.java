package dev.midstream.runtime;

import java.util.List;

/**
 * A class loader that was released and is not collected yet.
 *
 * @param loader its name: module, version and generation
 * @param releasedMillis how long ago it was released, in milliseconds
 * @param completedCollections how many collections that unload classes have ended since
 * @param suspected whether it should be gone by now: it is surely old, at least two such
 *     collections have ended, and 60 s have passed
 * @param heldBy the threads, shutdown hooks and MBeans that are known to keep it, for people; what
 *     keeps it may be something else
 */
public record Leak(
        String loader,
        long releasedMillis,
        long completedCollections,
        boolean suspected,
        List<String> heldBy) {}
