package dev.midstream.runtime;

/**
 * A class loader that was released and is not collected yet.
 *
 * @param loader its name: module, version and generation
 * @param releasedMillis how long ago it was released, in milliseconds
 * @param completedCollections how many full concurrent collections have ended since, or 0
 * @param suspected whether it is older than a healthy one gets: at least two collections and 60 s
 */
public record Leak(
        String loader, long releasedMillis, long completedCollections, boolean suspected) {}
