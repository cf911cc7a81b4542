package dev.midstream.runtime.actor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Moves the actors of one type to one behaviour. One thread. */
@SuppressWarnings("ReferenceEquality") // marks, cells and behaviours are equal to themselves only
final class Sweep {

    private final ActorTable table;
    private final Behaviour to;
    private final Pace pace;
    private final BooleanSupplier stopped;
    private final LongConsumer seen;
    private final Set<Behaviour> strays = new HashSet<>();
    private List<Cell> busy = new ArrayList<>();
    private long moved;
    private long aside;
    private String example = "";
    private boolean first = true;

    /**
     * A sweep that has not begun.
     *
     * @param seen hears how many more actors were looked at
     * @param stopped says that there is no use in going on
     */
    Sweep(ActorTable table, Behaviour to, Pace pace, LongConsumer seen, BooleanSupplier stopped) {
        this.stopped = stopped;
        this.table = table;
        this.to = to;
        this.pace = pace;
        this.seen = seen;
    }

    /** Moves who is idle; whether nobody at work is left behind. */
    boolean pass() {
        Iterable<Cell> candidates = first ? table.cells() : busy;
        List<Cell> again = new ArrayList<>();
        for (Cell cell : candidates) {
            if (stopped.getAsBoolean()) {
                return true;
            }
            if (first) {
                seen.accept(1);
            }
            Behaviour home = cell.home;
            if (home == to || home == null || cell.box() == Cell.GONE) {
                continue;
            }
            if (cell.claim()) {
                move(cell);
            } else {
                again.add(cell);
            }
            pace.step();
        }
        first = false;
        busy = again;
        return busy.isEmpty();
    }

    private void move(Cell cell) {
        Behaviour home = cell.home;
        Move.Stuck stuck = Move.actor(cell, to);
        if (stuck == null) {
            moved++;
            Extras extras = cell.extras;
            if (extras != null && !extras.parked.isEmpty()) {
                table.begin(cell, Parking.unpark(table, extras, Envelope.wake()));
                return;
            }
        } else {
            aside++;
            if (home != null) {
                strays.add(home);
            }
            if (example.isEmpty() || !stuck.back()) {
                example = String.valueOf(Unreachable.stuck(table, cell, to, stuck).getMessage());
            }
        }
        table.freeOrRun(cell);
    }

    /** Who has moved. */
    long moved() {
        return moved;
    }

    /** Notes the homes of those that have not, so that the next upgrade finds a way for them. */
    void close() {
        for (Cell cell : busy) {
            Behaviour home = cell.home;
            if (home != null && home != to) {
                strays.add(home);
            }
        }
        table.strays(strays);
        table.asideCount(aside, example);
    }

    /** What stays behind. */
    List<String> left() {
        List<String> left = new ArrayList<>();
        if (aside > 0) {
            left.add(aside + " actors of type " + table.name() + " stay as they are: " + example);
        }
        for (Cell cell : busy) {
            left.add(table.describe(cell) + " is at work or quarantined");
        }
        return left;
    }
}
