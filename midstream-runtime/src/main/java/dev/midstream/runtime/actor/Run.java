package dev.midstream.runtime.actor;

import java.io.Serial;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * A worker's turn at one actor: handles what waits until nothing does, or until others are due.
 * Made by whoever finds the actor idle; its worker owns the actor.
 */
@SuppressWarnings("ReferenceEquality") // marks, cells and behaviours are equal to themselves only
final class Run extends ForkJoinTask<@Nullable Void> {

    private static final Logger LOG = System.getLogger(Run.class.getName());

    @Serial private static final long serialVersionUID = 1L;

    private final transient ActorTable table;
    private final transient Cell cell;

    /** Taken from the box and not handled yet, the oldest first. */
    private transient @Nullable Envelope pending;

    Run(ActorTable table, Cell cell) {
        this.table = table;
        this.cell = cell;
    }

    Cell cell() {
        return cell;
    }

    /** Has an envelope handled before all others. */
    void begin(Envelope first) {
        pending = first;
    }

    @Override
    public @Nullable Void getRawResult() {
        return null;
    }

    @Override
    protected void setRawResult(@Nullable Void value) {}

    /** Never done, so that it may be forked again. */
    @Override
    protected boolean exec() {
        work();
        return false;
    }

    /** Works on the actor until it is idle, or for one slice; then queues up again. */
    void work() {
        Desk desk = table.engine().desk();
        desk.run = this;
        boolean more = true;
        try {
            Behaviours current = desk.enter();
            try {
                more = slice(desk, current);
            } finally {
                desk.exit();
            }
        } catch (Throwable defect) {
            LOG.log(
                    Level.ERROR,
                    ActorError.ENGINE.says(table.describe(cell), defect.toString(), ""));
        } finally {
            desk.run = null;
            Thread.interrupted(); // whoever was to be interrupted has ended
        }
        if (more) {
            table.engine().pool().execute(this);
        }
    }

    /** Whether there is more to do. */
    private boolean slice(Desk desk, Behaviours first) {
        ActorEngine engine = table.engine();
        int batch = engine.options().batch();
        long slice = engine.sliceNanos();
        long begun = engine.clock().nanos();
        Behaviours current = first;
        int turns = 0;
        int look = 1;
        while (turns < batch) {
            Envelope next = next();
            if (next == null) {
                if (table.free(cell)) {
                    done(turns);
                    return false;
                }
                continue;
            }
            current = settled(desk, current, next);
            if (handle(desk, current.at(table.slot()), next)) {
                return false;
            }
            if (++turns == look) {
                // Looked at after 1, 2, 4 … turns: a clock costs as much as a short turn.
                look <<= 1;
                long nanos = engine.clock().nanos() - begun;
                if (turns == 1) {
                    table.figures().took(cell.key, nanos);
                }
                if (nanos > slice) {
                    break;
                }
            }
        }
        done(turns);
        return pending != null || !table.free(cell);
    }

    private void done(int turns) {
        TableFigures figures = table.figures();
        figures.turns(turns);
        Behaviour home = cell.home;
        if (home != null
                && !home.inline()
                && figures.poolTurns() >= table.engine().options().trust()) {
            home.trust();
        }
    }

    private @Nullable Envelope next() {
        Envelope next = pending;
        if (next == null) {
            next = cell.take();
        }
        if (next != null) {
            pending = (Envelope) next.next;
            table.figures().taken();
        }
        return next;
    }

    /**
     * The behaviours to run under: not older than the actor's home, nor than the message. They can
     * be for an instant, when a cutover comes after this worker has entered.
     */
    private Behaviours settled(Desk desk, Behaviours entered, Envelope next) {
        Behaviours current = entered;
        while (true) {
            Behaviour here = current.at(table.slot());
            int order = here == null ? Integer.MAX_VALUE : here.order();
            Behaviour home = cell.home;
            Behaviour origin = next.origin;
            if ((home == null || home.order() <= order)
                    && (origin == null || origin.order() <= order)) {
                return current;
            }
            desk.exit();
            Thread.onSpinWait();
            current = desk.enter();
        }
    }

    /** Handles a message; true if its turn was written off, and the actor is not ours any more. */
    private boolean handle(Desk desk, @Nullable Behaviour here, Envelope next) {
        Fence fence = table.fence();
        Course course = Course.of(cell.home, next.origin, next.asked(), here, fence);
        return switch (course) {
            case HERE -> turn(desk, Objects.requireNonNull(here), next, next.message);
            case UNDER_PIN -> {
                Behaviour held = Objects.requireNonNull(next.origin);
                cell.home = held; // it had none, or had this one
                yield turn(desk, held, next, next.message);
            }
            case CONVERTED -> converted(desk, Objects.requireNonNull(cell.home), next);
            case MIGRATES -> migrates(desk, Objects.requireNonNull(here), next);
            case UNDER_FENCE -> underFence(desk, here, Objects.requireNonNull(fence), next);
            case WAITS -> {
                Parking.park(table, cell, next, Objects.requireNonNull(fence));
                yield false;
            }
            case ASIDE -> {
                Parking.aside(table, cell, next, Unreachable.unknown(table, cell));
                yield false;
            }
        };
    }

    /** Moves the actor, then handles what has waited for that, and the message after it. */
    private boolean migrates(Desk desk, Behaviour here, Envelope next) {
        Move.Stuck stuck = Move.actor(cell, here);
        if (stuck != null) {
            Parking.aside(table, cell, next, Unreachable.stuck(table, cell, here, stuck));
            return false;
        }
        Extras extras = cell.extras;
        if (extras != null && !extras.parked.isEmpty()) {
            next.next = pending;
            pending = Parking.unpark(table, extras, next);
            return false;
        }
        return converted(desk, here, next);
    }

    /** Handles a message in the behaviour that a fence keeps, if it is still up. */
    private boolean underFence(Desk desk, @Nullable Behaviour here, Fence fence, Envelope next) {
        if (!fence.enter()) {
            return handle(desk, here, next);
        }
        try {
            // Nothing is unparked: what waits for the fence would only wait again.
            Move.Stuck stuck = Move.actor(cell, fence.from());
            if (stuck != null) {
                Parking.aside(
                        table, cell, next, Unreachable.stuck(table, cell, fence.from(), stuck));
                return false;
            }
            return converted(desk, fence.from(), next);
        } finally {
            fence.exit();
        }
    }

    private boolean converted(Desk desk, Behaviour home, Envelope next) {
        Behaviour origin = next.origin;
        if (origin == null) {
            return turn(desk, home, next, next.message);
        }
        Object message = Move.message(origin, home, next.message);
        if (message instanceof Move.Stuck stuck) {
            Parking.aside(table, cell, next, Unreachable.stuck(table, cell, home, stuck));
            return false;
        }
        return turn(desk, home, next, message);
    }

    /** Runs a turn; true if it was written off, and the actor is not this worker's any more. */
    private boolean turn(Desk desk, Behaviour home, Envelope next, Object message) {
        Turning turn = new Turning(table, cell, home, message, next.asker);
        if (desk.holds(home) && desk.holds(next.origin)) {
            run(desk, turn);
        } else {
            desk.apart(() -> run(desk, turn)); // code of an older generation, here or in its asker
        }
        if (turn.writtenOff()) {
            pending = null;
            table.reopen(cell);
            table.engine().pool().back();
            return true;
        }
        return false;
    }

    private static void run(Desk desk, Turning turn) {
        turn.run(desk);
        if (!turn.writtenOff()) {
            turn.answer();
        }
    }

    /** What was taken and is not handled; for whoever has taken the actor from its worker. */
    @Nullable Envelope abandoned() {
        return pending;
    }

    /** The pool has closed: all askers are told, and those that come while they are. */
    void refuse() {
        do {
            for (Envelope next = next(); next != null; next = next()) {
                if (next.asker != null) {
                    next.asker.fail(table.engine().closing());
                }
            }
        } while (!table.free(cell));
    }

    /** A closing pool has taken it from its queues: nobody else will work on it. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        refuse();
        return cancelled;
    }
}
