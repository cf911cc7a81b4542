package dev.midstream.runtime.actor;

import java.time.Instant;

/** The time, as actors see it. Safe for all threads. */
public interface ActorClock {

    /** The machine's. */
    ActorClock SYSTEM =
            new ActorClock() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public Instant now() {
                    return Instant.now();
                }
            };

    /** For measuring how much later; as {@link System#nanoTime}. */
    long nanos();

    /** What a turn is told. */
    Instant now();
}
