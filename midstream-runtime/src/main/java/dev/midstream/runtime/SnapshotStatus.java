package dev.midstream.runtime;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where the actors of a host are kept, and how far that is.
 *
 * @param place the folder
 * @param state what it does or has done last
 * @param actors how many it has restored or saved so far
 * @param total about how many there are to be; 0 if that is not known
 * @param taken when what was restored had been saved; empty if nothing was kept
 * @param release of which release that was; empty if nothing was kept
 * @param unknown the actors that are kept and are of types which the app does not know
 */
public record SnapshotStatus(
        String place,
        State state,
        long actors,
        long total,
        Optional<Instant> taken,
        String release,
        SortedMap<String, Long> unknown) {

    /**
     * What a store does.
     *
     * <pre>
     * state      event                    next
     * OPENED     the host starts          RESTORING
     * RESTORING  all actors are there     RESTORED
     * RESTORING  refused                  (the host does not start)
     * RESTORED   the host stops           SAVING
     * SAVING     the new file is in place SAVED
     * SAVING     refused, or too late     FAILED
     * </pre>
     */
    public enum State {
        /** Nothing yet. */
        OPENED,
        /** Reads what is kept. */
        RESTORING,
        /** The host has what was kept, if there was anything. */
        RESTORED,
        /** Writes. */
        SAVING,
        /** Everything is kept. */
        SAVED,
        /** Not everything is. */
        FAILED
    }
}
