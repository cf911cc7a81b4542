package dev.midstream.runtime.actor;

import dev.midstream.api.Result;

/** What the host itself sends to an actor; becomes a message, or nothing, when it is handled. */
sealed interface Signal {

    /** What the actor asked for has come, or never will. */
    record Answered(long number, Result<Object> result) implements Signal {}

    /** A timer is due. */
    record Due(String name, Timer timer) implements Signal {}

    /** Look for questions that have waited too long. */
    record Expire() implements Signal {}
}
