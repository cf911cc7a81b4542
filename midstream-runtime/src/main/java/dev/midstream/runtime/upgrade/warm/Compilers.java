package dev.midstream.runtime.upgrade.warm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes the JIT's threads and the replaying one stand back while a version is warmed, and puts the
 * JIT's back in their place: at the end, and by a watchdog if the end does not come.
 *
 * <p>The nice value of the JIT's threads is touched only if it can be taken back, which is tried on
 * the replaying thread first; else they only become batch threads, which anyone may undo.
 *
 * <p>Safe for all threads.
 */
final class Compilers implements AutoCloseable {

    private static final List<String> NAMES = List.of("C1 CompilerThre", "C2 CompilerThre");

    /** By how much the JIT stands back; more would starve it beside a busy server. */
    private static final int COMPILER_NICE = 7;

    private static final int REPLAY_NICE = 10;

    private final Optional<NativePriority> system;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Guarded by this. */
    private boolean lowered;

    private boolean nices;
    private int before;

    /**
     * None lowered yet.
     *
     * @param wanted whether this process's threads may be touched at all
     */
    Compilers(boolean wanted) {
        system = wanted ? NativePriority.open() : Optional.empty();
    }

    /**
     * Lowers them.
     *
     * @param replaying the name of the replaying thread, which lives
     * @param longest when the watchdog puts them back
     * @return what was done, for people
     */
    synchronized String lower(String replaying, Duration longest) {
        if (system.isEmpty()) {
            return "threads as they are";
        }
        NativePriority priority = system.get();
        nices = false;
        for (int thread : priority.threads(replaying)) {
            int own = priority.nice(thread);
            priority.batch(thread, true);
            nices =
                    priority.nice(thread, own + REPLAY_NICE)
                            && priority.nice(thread, own + REPLAY_NICE - 1);
        }
        before = compilers(priority).map(priority::nice).min(Integer::compare).orElse(0);
        lowered = true;
        lowerAll(priority);
        Thread.ofVirtual().name("midstream-warm-watchdog").start(() -> restoreAfter(longest));
        return nices
                ? "compilers at nice +" + COMPILER_NICE
                : "compilers as batch threads (no CAP_SYS_NICE)";
    }

    /** Lowers those that the JVM has started meanwhile. */
    synchronized void again() {
        if (lowered) {
            system.ifPresent(this::lowerAll);
        }
    }

    private void lowerAll(NativePriority priority) {
        compilers(priority)
                .forEach(thread -> {
                    priority.batch(thread, true);
                    if (nices) {
                        priority.nice(thread, before + COMPILER_NICE);
                    }
                });
    }

    private void restoreAfter(Duration longest) {
        try {
            if (!closed.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                restore();
            }
        } catch (InterruptedException ends) {
            restore();
        }
    }

    /** Puts all of them back, those too that were started by lowered ones. Any number of times. */
    synchronized void restore() {
        if (!lowered) {
            return;
        }
        lowered = false;
        NativePriority priority = system.orElseThrow();
        compilers(priority)
                .forEach(thread -> {
                    priority.batch(thread, false);
                    if (nices) {
                        priority.nice(thread, before);
                    }
                });
    }

    private static Stream<Integer> compilers(NativePriority priority) {
        return NAMES.stream().flatMap(name -> priority.threads(name).stream());
    }

    @Override
    public void close() {
        closed.countDown();
        restore();
    }
}
