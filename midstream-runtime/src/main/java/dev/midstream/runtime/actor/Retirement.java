package dev.midstream.runtime.actor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Drops the actors of a type that the current generation does not know: states, timers, what they
 * wait for and what waits for them. One thread, the pipeline's; at a sweep's pace.
 */
final class Retirement {

    private static final long PAUSE_NANOS = 1_000_000;

    private final ActorTable table;
    private final Pace pace;
    private long dropped;

    Retirement(ActorTable table, Pace pace) {
        this.table = table;
        this.pace = pace;
    }

    /**
     * Drops them; one whose turn does not end within the deadline stays.
     *
     * @return how many there were
     */
    long drop(Duration deadline) {
        List<Cell> left = pass(table.cells());
        ActorClock clock = table.engine().clock();
        long end = clock.nanos() + deadline.toNanos();
        while (!left.isEmpty() && clock.nanos() - end < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
            left = pass(left);
        }
        return dropped;
    }

    private List<Cell> pass(Iterable<Cell> cells) {
        List<Cell> left = new ArrayList<>();
        for (Cell cell : cells) {
            if (cell.isGone()) {
                continue;
            }
            if (cell.claim()) {
                drop(cell);
            } else {
                left.add(cell);
            }
            pace.step();
        }
        return left;
    }

    private void drop(Cell cell) {
        if (cell.state != null) {
            dropped++;
        }
        Extras extras = cell.extras;
        if (extras != null) {
            for (Envelope parked : extras.parked) {
                table.figures().taken();
                if (parked.asker != null) {
                    parked.asker.fail(Unreachable.unknown(table, cell));
                }
            }
            extras.parked.clear();
        }
        Effects.stop(table, cell);
        cell.home = null;
        table.freeOrRun(cell);
    }
}
