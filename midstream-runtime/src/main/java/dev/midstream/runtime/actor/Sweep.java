package dev.midstream.runtime.actor;

import java.util.ArrayList;
import java.util.List;

/** Moves the actors of one type to one behaviour. One thread. */
@SuppressWarnings("ReferenceEquality") // marks, cells and behaviours are equal to themselves only
final class Sweep {

    private final ActorTable table;
    private final Behaviour to;
    private List<Cell> busy = new ArrayList<>();
    private long otherShape;
    private boolean first = true;

    Sweep(ActorTable table, Behaviour to) {
        this.table = table;
        this.to = to;
    }

    /** Moves who is idle; whether all others have moved too. */
    boolean pass() {
        Iterable<Cell> candidates = first ? table.cells() : busy;
        first = false;
        List<Cell> again = new ArrayList<>();
        for (Cell cell : candidates) {
            Behaviour home = cell.home;
            if (home == to || (home == null && cell.isIdle()) || cell.box() == Cell.GONE) {
                continue;
            }
            if (!cell.claim()) {
                again.add(cell);
                continue;
            }
            if (!table.move(cell, to)) {
                otherShape++;
            }
            table.freeOrRun(cell);
        }
        busy = again;
        return busy.isEmpty();
    }

    /** What stays behind. */
    List<String> left() {
        List<String> left = new ArrayList<>();
        if (otherShape > 0) {
            left.add(
                    otherShape
                            + " actors of type "
                            + table.name()
                            + " are set aside: their state is of classes that were replaced");
        }
        for (Cell cell : busy) {
            left.add(table.describe(cell) + " is at work or quarantined");
        }
        return left;
    }
}
