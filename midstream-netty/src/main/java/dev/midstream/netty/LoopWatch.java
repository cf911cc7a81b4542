package dev.midstream.netty;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Notices handlers that hold their event loop up. Looks ten times a second which handler each loop
 * runs; one that is there twice in a row is reported with its stack, once. Costs the loops nothing:
 * who is called is written for the drain anyway. Its thread ends with {@link #close}.
 */
final class LoopWatch implements Runnable, AutoCloseable {

    private static final long LOOK_MILLIS = 100;

    private final List<DoorLoop> loops;
    private final FailureLog log;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Seen[] seen;

    /** What a loop ran at the last look. */
    private record Seen(@Nullable Exchange called, int steps, long since, boolean told) {
        static final Seen NOTHING = new Seen(null, 0, 0, true);
    }

    private LoopWatch(List<DoorLoop> loops, FailureLog log) {
        this.loops = loops;
        this.log = log;
        this.seen = new Seen[loops.size()];
        Arrays.fill(seen, Seen.NOTHING);
    }

    /** Begins to watch. */
    static LoopWatch over(List<DoorLoop> loops, FailureLog log) {
        LoopWatch watch = new LoopWatch(loops, log);
        Thread.ofPlatform().name("midstream-http-watch").daemon().start(watch);
        return watch;
    }

    @Override
    public void run() {
        try {
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                for (int i = 0; i < seen.length; i++) {
                    seen[i] = look(loops.get(i), seen[i]);
                }
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt(); // nobody but a shutdown of the JVM does
        }
    }

    @SuppressWarnings("ReferenceEquality") // this very call
    private Seen look(DoorLoop loop, Seen before) {
        Exchange called = loop.called();
        if (called == null) {
            return Seen.NOTHING;
        }
        int steps = called.steps();
        if (called != before.called() || steps != before.steps()) {
            return new Seen(called, steps, System.nanoTime(), false);
        }
        Thread stuck = loop.thread();
        if (before.told() || stuck == null) {
            return before;
        }
        StackTraceElement[] stack = stuck.getStackTrace();
        if (loop.called() == called) {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before.since());
            log.slow(called.route(), millis, stack);
        }
        return new Seen(called, steps, before.since(), true);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
