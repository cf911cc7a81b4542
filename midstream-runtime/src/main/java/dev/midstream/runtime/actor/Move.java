package dev.midstream.runtime.actor;

import dev.midstream.runtime.actor.Ways.Way;
import org.jspecify.annotations.Nullable;

/**
 * Takes actors and messages from one behaviour to another. Called by the actor's owner; an actor
 * goes as a whole (state, timers' messages, tokens, questions put off) or not at all.
 */
@SuppressWarnings("ReferenceEquality") // behaviours are equal to themselves only
final class Move {

    /** Why something cannot go, and whether that is only what a rollback cannot say. */
    record Stuck(String why, boolean back) {}

    private Move() {}

    /** Moves an owned actor; null if it has moved, else nothing of it has changed. */
    static @Nullable Stuck actor(Cell cell, Behaviour to) {
        Behaviour home = cell.home;
        if (home == null || home == to) {
            cell.home = to;
            return null;
        }
        Way way = Ways.between(home, to);
        if (way == null) {
            if (cell.state == null && cell.extras == null) {
                cell.home = to;
                return null;
            }
            return noWay(home, to);
        }
        try {
            Object state = cell.state;
            Object moved = state == null ? null : way.crossing().state(state);
            Extras extras = cell.extras;
            Extras carried = extras == null ? null : extras.moved(way.crossing());
            cell.state = moved;
            cell.extras = carried;
            cell.home = to;
            return null;
        } catch (CrossingFailed failed) {
            return new Stuck(String.valueOf(failed.getMessage()), way.back());
        } catch (RuntimeException | Error defect) {
            return new Stuck(defect.toString(), way.back());
        }
    }

    /**
     * A message as another behaviour says it.
     *
     * @return the message, or a {@link Stuck}
     */
    static Object message(Behaviour from, Behaviour to, Object message) {
        if (from == to) {
            return message;
        }
        Way way = Ways.between(from, to);
        if (way == null) {
            return noWay(from, to);
        }
        try {
            return way.crossing().message(message);
        } catch (CrossingFailed failed) {
            return new Stuck(String.valueOf(failed.getMessage()), way.back());
        } catch (RuntimeException | Error defect) {
            return new Stuck(defect.toString(), way.back());
        }
    }

    /**
     * A reply as another behaviour says it.
     *
     * @param question the class of what is answered, on the side where the answer comes from
     */
    static Object reply(Behaviour from, Behaviour to, Class<?> question, Object reply)
            throws CrossingFailed {
        if (from == to) {
            return reply;
        }
        Way way = Ways.between(from, to);
        if (way == null) {
            throw new CrossingFailed(question.getName(), noWay(from, to).why());
        }
        try {
            return way.crossing().reply(question, reply);
        } catch (RuntimeException | Error defect) {
            throw new CrossingFailed(question.getName(), defect.toString());
        }
    }

    private static Stuck noWay(Behaviour from, Behaviour to) {
        return new Stuck("there is no migration from " + from + " to " + to, true);
    }
}
