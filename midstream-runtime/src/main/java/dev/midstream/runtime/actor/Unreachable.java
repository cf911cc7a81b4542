package dev.midstream.runtime.actor;

import dev.midstream.api.ActorException;
import dev.midstream.api.ActorFailed;
import dev.midstream.api.SetAside;

/** Why an actor does not get a message, in the words that its asker sees. */
final class Unreachable {

    private Unreachable() {}

    /** One of its turns goes on past its deadline. */
    static ActorFailed closed(ActorTable table, Cell cell) {
        return new ActorFailed(
                ActorFailed.class.getName(),
                table.describe(cell)
                        + " is quarantined: one of its turns has passed the deadline of "
                        + table.engine().options().turn().toMillis()
                        + " ms",
                "");
    }

    /** The current generation does not know the actor's type. */
    static SetAside unknown(ActorTable table, Cell cell) {
        return new SetAside(
                table.describe(cell)
                        + " is set aside: the current generation has no actor type "
                        + table.name());
    }

    /** An actor, or a message to it, cannot go to a behaviour. */
    static ActorException stuck(ActorTable table, Cell cell, Behaviour to, Move.Stuck stuck) {
        String actor = table.describe(cell);
        if (stuck.back()) {
            return new SetAside(actor + " is set aside: " + to + " cannot say " + stuck.why());
        }
        String why = "it cannot go to " + to + ": " + stuck.why();
        table.engine().troubles().add(actor, why);
        String text =
                ActorError.MIGRATION.says(
                        actor, why, "Its state is as before; mend the migration and upgrade again");
        return new ActorFailed(ActorFailed.class.getName(), text, "");
    }
}
