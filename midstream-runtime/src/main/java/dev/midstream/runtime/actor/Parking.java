package dev.midstream.runtime.actor;

import dev.midstream.api.ActorException;
import dev.midstream.api.Overloaded;

/**
 * Keeps messages with an actor that cannot handle them yet, so that none is lost. Called by the
 * actor's owner.
 *
 * <p>What is parked counts as waiting, and as much of it is kept as a mailbox holds.
 */
final class Parking {

    private Parking() {}

    /** Keeps a message until a fence is lifted; its asker waits on. */
    static void park(ActorTable table, Cell cell, Envelope envelope, Fence fence) {
        if (keep(table, cell, envelope)) {
            table.fenced().add(cell);
            if (!fence.isUp()) {
                table.wake(cell); // lifted meanwhile: whoever did that may have missed this one
            }
        }
    }

    /**
     * A message cannot be handled by code that is current: its asker is told, and what nobody waits
     * for is kept until the actor moves. Questions put off go on failing at their time.
     */
    static void aside(ActorTable table, Cell cell, Envelope envelope, ActorException why) {
        if (envelope.asker != null) {
            envelope.asker.fail(why);
            return;
        }
        switch (envelope.message) {
            case Signal.Expire _ -> {
                Extras extras = cell.extras;
                if (extras != null) {
                    Signals.expireQuestions(table, cell, extras);
                }
            }
            case Signal.Wake _ -> {}
            default -> keep(table, cell, envelope);
        }
    }

    private static boolean keep(ActorTable table, Cell cell, Envelope envelope) {
        Extras extras = cell.extras;
        if (extras == null) {
            extras = new Extras();
            cell.extras = extras;
        }
        int limit = table.engine().options().mailbox();
        if (extras.parked.size() >= limit) {
            table.figures().refused();
            Overloaded full =
                    new Overloaded(
                            table.describe(cell) + " keeps " + limit + " messages until it moves");
            if (envelope.asker != null) {
                envelope.asker.fail(full);
            } else {
                table.engine().failures().lost(table.describe(cell), full);
            }
            return false;
        }
        envelope.next = null;
        extras.parked.add(envelope);
        table.figures().queued();
        return true;
    }

    /**
     * All that was parked, then a message that was taken from the box, then what follows that.
     *
     * @param last its {@code next} is what follows
     * @return the oldest
     */
    static Envelope unpark(ActorTable table, Extras extras, Envelope last) {
        table.figures().queued(); // it is taken once more
        Envelope first = last;
        while (!extras.parked.isEmpty()) {
            Envelope envelope = extras.parked.removeLast();
            envelope.next = first;
            first = envelope;
        }
        return first;
    }
}
