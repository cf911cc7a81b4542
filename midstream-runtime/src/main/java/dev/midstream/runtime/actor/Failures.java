package dev.midstream.runtime.actor;

import dev.midstream.api.ActorException;
import dev.midstream.api.ActorFailed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Turns what actors throw into text, and logs each kind once. Safe for all threads. */
final class Failures {

    private static final Logger LOG = System.getLogger("dev.midstream.actors");

    /** Kinds that are remembered; further ones are counted and not logged. */
    private static final int KINDS = 1_000;

    /** How much of a stack is kept, and how much text of one message. */
    private static final int LONGEST_STACK = 8_000;

    private final boolean logs;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** A shadow's failures are not logged: nobody was served by them. */
    Failures(boolean logs) {
        this.logs = logs;
    }

    /** The failure of a turn, for whoever asked. Keeps no class of the module's. */
    ActorFailed of(ActorTable table, Cell cell, Behaviour home, Object message, Throwable thrown) {
        String type = thrown.getClass().getName();
        String stack = stack(thrown);
        String text =
                table.describe(cell)
                        + " threw "
                        + type
                        + " on "
                        + message.getClass().getName()
                        + ": "
                        + thrown.getMessage();
        if (first(table.name() + " " + type + " " + message.getClass().getName())) {
            LOG.log(
                    Level.WARNING,
                    ActorError.TURN_FAILED.says(
                                    home.toString(),
                                    text + "; its state is as before",
                                    "Further failures of this kind are counted, see status")
                            + "\n"
                            + stack);
        }
        return new ActorFailed(type, text, stack);
    }

    /** A message of a turn was refused after there had been room for it. */
    void lost(String from, ActorException why) {
        if (first(from.replaceAll(" '.*", "") + " " + why.getClass())) {
            LOG.log(
                    Level.WARNING,
                    ActorError.QUARANTINED.says(
                            from, "a message of it is not handled: " + why.getMessage(), ""));
        }
    }

    /** Whether a kind is new, and should be logged. */
    boolean first(String kind) {
        return logs && known.size() < KINDS && known.add(kind);
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        String all = text.toString();
        return all.length() <= LONGEST_STACK ? all : all.substring(0, LONGEST_STACK) + "…";
    }
}
