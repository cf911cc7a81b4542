package dev.midstream.runtime.upgrade.warm;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that does the pieces again and again, as fast as it is allowed. What is volatile here
 * is for the stage's thread, which watches it.
 */
final class Replayer implements Runnable {

    /** How long one piece is worked on before it is another's turn. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<Piece> pieces;
    private final Runnable between;

    private volatile boolean stops;

    /** Share of the time that may be worked. */
    private volatile double duty;

    private volatile boolean allSettled;
    private final AtomicLong runs = new AtomicLong();
    private volatile long cpuNanos;
    private volatile long runningSince;
    private volatile @Nullable Thread thread;

    /**
     * A replayer.
     *
     * @param between run after each run of a piece
     */
    Replayer(List<Piece> pieces, Runnable between, double duty) {
        this.pieces = pieces;
        this.between = between;
        this.duty = duty;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        while (!stops) {
            boolean settled = true;
            boolean any = false;
            for (Piece piece : pieces) {
                if (!stops && piece.canRun() && (allSettled || !piece.settled())) {
                    any = true;
                    work(piece);
                }
                settled &= piece.settled();
            }
            allSettled = settled;
            if (!any && settled && pieces.stream().noneMatch(Piece::canRun)) {
                return;
            }
        }
    }

    private void work(Piece piece) {
        long begun = System.nanoTime();
        long end = begun + SLICE_NANOS;
        long cpu = THREADS.getCurrentThreadCpuTime();
        long now = begun;
        while (!stops && piece.canRun() && now < end) {
            runningSince = now;
            piece.run();
            runningSince = 0;
            between.run();
            long used = THREADS.getCurrentThreadCpuTime();
            piece.took(used - cpu);
            cpu = used;
            runs.incrementAndGet();
            now = System.nanoTime();
        }
        cpuNanos = cpu;
        Thread.interrupted(); // meant for a run that was stuck
        double share = allSettled ? Math.min(duty, 0.1) : duty;
        if (share < 1) {
            long pause = (long) ((now - begun) * (1 - share) / share);
            LockSupport.parkNanos(this, Math.min(pause, LONGEST_PAUSE_NANOS));
        }
    }

    /** Interrupts a run that has lasted too long. */
    void interruptIfLongerThan(long nanos) {
        long since = runningSince;
        Thread working = thread;
        if (since != 0 && System.nanoTime() - since > nanos && working != null) {
            working.interrupt();
        }
    }

    void duty(double share) {
        duty = share;
    }

    void stop() {
        stops = true;
    }

    /** Whether every piece is settled or given up. */
    boolean allSettled() {
        return allSettled;
    }

    long runs() {
        return runs.get();
    }

    long cpuMillis() {
        return TimeUnit.NANOSECONDS.toMillis(cpuNanos);
    }
}
