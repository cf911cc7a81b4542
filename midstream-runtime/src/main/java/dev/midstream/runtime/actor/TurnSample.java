package dev.midstream.runtime.actor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A turn that was run: pointers to values, valid while the behaviour lives that keeps it.
 *
 * @param key of the actor
 * @param before its state before
 * @param message what it received
 * @param asked whether somebody waited for an answer
 * @param now what the turn was told of the time
 * @param seed what its random numbers were made of, if it asked for some
 * @param reply what it replied; null if nothing, or later
 * @param after its state after; null if the turn failed
 * @param stopped whether it ended its actor
 * @param nanos how long it took
 */
record TurnSample(
        String key,
        Object before,
        Object message,
        boolean asked,
        Instant now,
        long seed,
        @Nullable Object reply,
        @Nullable Object after,
        boolean stopped,
        long nanos) {}
