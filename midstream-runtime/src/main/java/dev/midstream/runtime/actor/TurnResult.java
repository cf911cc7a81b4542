package dev.midstream.runtime.actor;

import dev.midstream.api.ActorException;
import java.util.List;
import java.util.Optional;

/**
 * What came of a turn that was tried alone.
 *
 * @param state the next state; the one before if the turn failed; empty if there is none then
 * @param stopped whether the actor has ended with it
 * @param reply what was replied to the question of the turn
 * @param wanted what else it wanted, in that order; empty if it failed
 * @param failure what whoever asked gets instead of a reply, or would get
 * @param thrown what was thrown, if anything was
 */
public record TurnResult(
        Optional<Object> state,
        boolean stopped,
        Optional<Object> reply,
        List<Wanted> wanted,
        Optional<ActorException> failure,
        Optional<Throwable> thrown) {}
