package dev.midstream.runtime.actor;

import java.util.Optional;

/**
 * How a turn has ended, with values of its behaviour's classes.
 *
 * @param home the behaviour that ran it
 * @param failure the class name of what was thrown; empty if it succeeded
 * @param stopped whether it ended its actor
 * @param reply what it replied in this turn; empty if nothing, or later
 * @param after the next state; empty if it failed
 */
public record TurnEnd(
        Behaviour home,
        Optional<String> failure,
        boolean stopped,
        Optional<Object> reply,
        Optional<Object> after) {

    /** Whether it threw. */
    public boolean failed() {
        return failure.isPresent();
    }
}
