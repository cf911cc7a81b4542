package dev.midstream.runtime.actor;

import dev.midstream.runtime.priority.StandBack;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps work in the background slow: a little of it, then a pause. The pause grows while turns
 * queue up, while the machine gives this thread back late, while clients wait, and with what the
 * work allocates; it shrinks again when none of that is so. Used by one thread.
 */
final class Pace {

    /**
     * Items between looks at the clock; one takes microseconds, before its code is compiled more.
     */
    private static final int LOOK = 4;

    private static final long WORK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A quarter of one core, when nothing else is in the way. */
    private static final long SHORTEST_NANOS = 3 * WORK_NANOS;

    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** How late a pause ends, or a request begins, on a machine that has a core to spare. */
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** What may be allocated in a second: a small part of what a collector keeps up with. */
    private static final long BYTES_PER_SECOND = 256L << 20;

    /** How much of that at once, on a thread that stands back. */
    private static final long BEHIND_BYTES = 4L << 20;

    private static final com.sun.management.ThreadMXBean THREADS =
            ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class);

    private final ActorEngine engine;
    private final ActorClock clock;
    private final Runnable tick;
    private final Lateness clients;

    /** The system keeps it behind what serves: only what it allocates is to be seen to. */
    private final boolean behind = StandBack.isBehind();

    private long begunNanos;
    private long tickedNanos;
    private long allocated = allocated();
    private long pauseNanos = SHORTEST_NANOS;
    private int items;

    /**
     * A pace that begins now.
     *
     * @param tick called about once a second
     */
    Pace(ActorEngine engine, Runnable tick) {
        this.tick = tick;
        this.engine = engine;
        this.clock = engine.clock();
        this.clients = new Lateness(engine.probe(), clock);
        this.begunNanos = clock.nanos();
        this.tickedNanos = begunNanos;
    }

    /** One item is done: pauses if it is time to. */
    void step() {
        if (++items % LOOK == 0 && clock.nanos() - begunNanos >= WORK_NANOS) {
            pause();
        }
    }

    private void pause() {
        long sinceAllocated = allocated() - allocated;
        if (behind && sinceAllocated < BEHIND_BYTES) {
            begunNanos = clock.nanos();
            tick(begunNanos);
            return;
        }
        boolean crowded = engine.pool().queued() > 2 * engine.options().workers();
        long forBytes = (long) (sinceAllocated * 1e9 / BYTES_PER_SECOND);
        long wanted = Math.min(LONGEST_NANOS, Math.max(pauseNanos, forBytes));
        clients.ask();
        long before = clock.nanos();
        LockSupport.parkNanos(wanted);
        boolean ownLate = !behind && clock.nanos() - before - wanted > LATE_NANOS;
        boolean late = ownLate || clients.nanos() > LATE_NANOS;
        pauseNanos =
                crowded || late
                        ? Math.min(LONGEST_NANOS, 2 * pauseNanos)
                        : Math.max(SHORTEST_NANOS, pauseNanos / 2);
        allocated = allocated();
        begunNanos = clock.nanos();
        tick(begunNanos);
    }

    private void tick(long now) {
        if (now - tickedNanos >= TICK_NANOS) {
            tickedNanos = now;
            tick.run();
        }
    }

    private static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
