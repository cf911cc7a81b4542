package dev.midstream.runtime.actor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An actor that no turn runs for: what is left of it when a host stops, and what it begins with
 * when the next one starts.
 *
 * @param key which
 * @param state what it keeps; null if no turn of it has succeeded yet
 * @param timers what it has scheduled
 * @param messages what it is to handle first, the oldest first
 */
public record StoredActor(
        String key, @Nullable Object state, List<Timer> timers, List<Object> messages) {

    /**
     * One timer.
     *
     * @param name its name
     * @param inNanos how long it had still to go; 0 if it was due
     * @param message what it brings
     */
    public record Timer(String name, long inNanos, Object message) {}
}
