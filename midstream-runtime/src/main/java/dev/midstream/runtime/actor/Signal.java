package dev.midstream.runtime.actor;

import dev.midstream.api.Result;
import org.jspecify.annotations.Nullable;

/** What the host itself sends to an actor; becomes a message, or nothing, when it is handled. */
sealed interface Signal {

    /**
     * What the actor asked for has come, or never will.
     *
     * @param shape the behaviour whose classes the result is written in; null if it has failed
     * @param question the class of what it answers, as that behaviour has it; null if it has failed
     */
    record Answered(
            long number,
            Result<Object> result,
            @Nullable Behaviour shape,
            @Nullable Class<?> question)
            implements Signal {

        /** It never will. */
        static Answered failed(long number, Result<Object> why) {
            return new Answered(number, why, null, null);
        }
    }

    /** A timer is due. */
    record Due(String name, Timer timer) implements Signal {}

    /** Look for questions that have waited too long. */
    record Expire() implements Signal {}

    /** Look whether what is parked can be handled now. */
    record Wake() implements Signal {}
}
