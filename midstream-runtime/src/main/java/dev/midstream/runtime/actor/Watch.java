package dev.midstream.runtime.actor;

import dev.midstream.api.ActorFailed;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees turns that take long: looks at every desk each tick, and knows by its count whether the same
 * turn still runs. Turns themselves read no clock.
 */
@SuppressWarnings("ReferenceEquality") // a turn is equal to itself only
final class Watch {

    private static final Logger LOG = System.getLogger("dev.midstream.actors");

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** So many times as long may a turn take that was off the processor meanwhile. */
    private static final int OFF_PROCESSOR = 3;

    private final ActorEngine engine;
    private final Set<Seat> seats = ConcurrentHashMap.newKeySet();

    /** The turns of threads that have ended. Guarded by itself. */
    private final TurnCounts ended = new TurnCounts();

    Watch(ActorEngine engine) {
        this.engine = engine;
    }

    /** A thread's desk, as the watch has seen it last; keeps neither from being collected. */
    private static final class Seat {
        final WeakReference<Desk> desk;
        final WeakReference<Thread> thread;
        final TurnCounts turns;
        long beats;
        long sinceNanos;
        long cpuNanos;
        boolean reported;

        Seat(Desk desk, Thread thread) {
            this.desk = new WeakReference<>(desk);
            this.thread = new WeakReference<>(thread);
            this.turns = desk.ownTurns();
        }
    }

    /** Watches the calling thread's desk from now on. */
    void add(Desk desk) {
        seats.add(new Seat(desk, Thread.currentThread()));
    }

    /** Turns of a type that threads have run as their senders, about. */
    long turns(int slot) {
        synchronized (ended) { // or a thread's turns would be seen twice, or not at all
            long sum = ended.of(slot);
            for (Seat seat : seats) {
                sum += seat.turns.of(slot);
            }
            return sum;
        }
    }

    /** Looks at every desk. One thread at a time. */
    void tick() {
        long now = engine.clock().nanos();
        for (Iterator<Seat> all = seats.iterator(); all.hasNext(); ) {
            Seat seat = all.next();
            Desk desk = seat.desk.get();
            Thread thread = seat.thread.get();
            if (desk == null || thread == null || !thread.isAlive()) {
                synchronized (ended) {
                    all.remove();
                    ended.add(seat.turns);
                }
            } else {
                look(seat, desk, thread, now);
            }
        }
    }

    private void look(Seat seat, Desk desk, Thread thread, long now) {
        long beats = desk.beats();
        Turning turning = desk.turning;
        if ((beats & 1) == 0 || turning == null) {
            seat.beats = beats;
            return;
        }
        turning.table().figures().seen(turning.cell().key);
        if (beats != seat.beats) {
            seat.beats = beats;
            seat.sinceNanos = now;
            seat.cpuNanos = THREADS.getThreadCpuTime(thread.threadId());
            seat.reported = false;
            return;
        }
        long nanos = now - seat.sinceNanos;
        if (nanos >= engine.options().slow().toNanos() && !waitsForProcessor(seat, thread, nanos)) {
            turning.table().figures().took(turning.cell().key, nanos);
            if (!seat.reported) {
                seat.reported = true;
                slow(turning, desk, thread, nanos);
            }
        }
        if (nanos >= engine.options().turn().toNanos() && desk.beats() == beats) {
            quarantine(turning, desk.run, thread);
        }
    }

    /**
     * Whether its thread wants to run and was not let: by a collector's pause, or by a machine that
     * is busy. A turn that reads from a socket looks the same, so not for ever.
     */
    private boolean waitsForProcessor(Seat seat, Thread thread, long nanos) {
        long slow = engine.options().slow().toNanos();
        long cpu = THREADS.getThreadCpuTime(thread.threadId());
        return nanos < OFF_PROCESSOR * slow
                && thread.getState() == Thread.State.RUNNABLE
                && cpu >= 0
                && cpu - seat.cpuNanos < slow / 2;
    }

    private void slow(Turning turning, Desk desk, Thread thread, long nanos) {
        Behaviour home = turning.home();
        home.distrust();
        String stack = stack(thread);
        if (desk.turning == turning && engine.failures().first("slow " + home)) {
            LOG.log(
                    Level.WARNING,
                    ActorError.SLOW_TURN.says(
                                    home.toString(),
                                    "a turn of "
                                            + turning.table().describe(turning.cell())
                                            + " has run for "
                                            + nanos / 1_000_000
                                            + " ms on "
                                            + thread.getName()
                                            + ". Turns of this type leave the fast path",
                                    "Shorten it, or move what blocks to turn.run")
                            + stack);
        }
    }

    private void quarantine(Turning turning, @Nullable Run run, Thread thread) {
        if (!turning.writeOff()) {
            return;
        }
        ActorTable table = turning.table();
        Cell cell = turning.cell();
        String who = table.describe(cell);
        engine.quarantined().add(who);
        Envelope taken = run == null ? null : run.abandoned();
        Envelope waiting = cell.close();
        if (run != null) {
            engine.pool().writeOff();
        }
        ActorFailed why = Unreachable.closed(table, cell);
        Asker asker = turning.asker();
        if (asker != null) {
            asker.fail(why);
        }
        int dropped = drop(taken, why, table) + drop(waiting, why, table);
        LOG.log(
                Level.ERROR,
                ActorError.QUARANTINED.says(
                                who,
                                "a turn has passed its deadline of "
                                        + engine.options().turn().toMillis()
                                        + " ms. It is closed until the turn ends, "
                                        + dropped
                                        + " waiting messages were refused, "
                                        + (run == null
                                                ? "thread " + thread.getName() + " is stuck in it"
                                                : "thread "
                                                        + thread.getName()
                                                        + " is written off and replaced"),
                                "Mend it and upgrade")
                        + stack(thread));
    }

    private static int drop(@Nullable Envelope first, ActorFailed why, ActorTable table) {
        int dropped = 0;
        for (Envelope each = first; each != null; each = (Envelope) each.next) {
            if (each.asker != null) {
                each.asker.fail(why);
            }
            table.figures().taken();
            dropped++;
        }
        return dropped;
    }

    private static String stack(Thread thread) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("\n\tat ").append(frame);
        }
        return text.toString();
    }
}
