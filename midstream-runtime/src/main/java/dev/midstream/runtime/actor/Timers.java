package dev.midstream.runtime.actor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What is due later, in order. Safe for all threads; its monitor is held for a look-up only. */
@SuppressWarnings("ReferenceEquality") // each is equal to itself only
final class Timers {

    private static final Logger LOG = System.getLogger(Timers.class.getName());

    /** The longest time ahead; farther ones are put here. A nanoTime must not wrap. */
    static final long FARTHEST_NANOS = TimeUnit.DAYS.toNanos(365 * 50);

    private final ActorClock clock;
    private final TreeSet<Timer> waiting = new TreeSet<>();
    private long numbers;
    private boolean closed;

    Timers(ActorClock clock) {
        this.clock = clock;
    }

    /** Adds a timer; its action runs on the timers' thread and must be short. */
    synchronized Timer add(long inNanos, Runnable action) {
        long in = Math.clamp(inNanos, 0, FARTHEST_NANOS);
        Timer timer = new Timer(clock.nanos() + in, numbers++, action);
        waiting.add(timer);
        if (waiting.first() == timer) {
            notifyAll();
        }
        return timer;
    }

    /** Removes a timer; does nothing if it has run. */
    synchronized void remove(Timer timer) {
        waiting.remove(timer);
    }

    /** When the next is due; empty if none is. */
    synchronized OptionalLong next() {
        return waiting.isEmpty() ? OptionalLong.empty() : OptionalLong.of(waiting.first().dueNanos);
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }

    /** Runs what is due. */
    void runDue() {
        List<Timer> due = new ArrayList<>();
        synchronized (this) {
            long now = clock.nanos();
            while (!waiting.isEmpty() && waiting.first().dueNanos - now <= 0) {
                due.add(waiting.removeFirst());
            }
        }
        for (Timer timer : due) {
            try {
                timer.action.run();
            } catch (Throwable defect) {
                LOG.log(Level.ERROR, ActorError.ENGINE.says("timer", defect.toString(), ""));
            }
        }
    }

    /** Runs what is due when it is due, until closed. The body of the timers' thread. */
    void loop() {
        while (awaitDue()) {
            runDue();
        }
    }

    private synchronized boolean awaitDue() {
        while (!closed) {
            long left =
                    waiting.isEmpty() ? Long.MAX_VALUE : waiting.first().dueNanos - clock.nanos();
            if (left <= 0) {
                return true;
            }
            try {
                wait(waiting.isEmpty() ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            } catch (InterruptedException stop) {
                return false;
            }
        }
        return false;
    }
}
