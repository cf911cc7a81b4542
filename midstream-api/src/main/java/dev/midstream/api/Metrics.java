package dev.midstream.api;

import java.util.function.DoubleSupplier;

/**
 * A module's metrics, asked for as a constructor parameter.
 *
 * <p>The host keeps counters and timers by module and name, so that they go on counting across
 * upgrades; a gauge belongs to the instance that declares it, and is read while that serves.
 *
 * <p>Names are lower-case words with underscores, {@code orders_placed}, at most 100 characters and
 * 1,000 names per module; a further one counts into one called {@code overflow}. Never make a name
 * of what a client sends. Safe for all threads.
 *
 * @since 0.1
 */
public interface Metrics {

    /**
     * A count of what has happened; the same one for the same name.
     *
     * @throws IllegalArgumentException if the name is malformed
     */
    Counter counter(String name);

    /**
     * How often something was done, and how long it took; the same one for the same name.
     *
     * @throws IllegalArgumentException if the name is malformed
     */
    Timer timer(String name);

    /**
     * A value that is read when somebody looks.
     *
     * @param value called on a thread of the host's with a deadline of a second; must not block
     * @throws IllegalArgumentException if the name is malformed, or has a gauge already
     */
    void gauge(String name, DoubleSupplier value);

    /** Counts up. Safe for all threads; costs an uncontended addition. */
    interface Counter {

        /** One more. */
        default void increment() {
            add(1);
        }

        /** So many more; a negative number is ignored. */
        void add(long more);
    }

    /** Sums up times. Safe for all threads; costs a few uncontended additions. */
    interface Timer {

        /** It was done once, and took so many nanoseconds; a negative number counts as 0. */
        void record(long nanos);
    }
}
