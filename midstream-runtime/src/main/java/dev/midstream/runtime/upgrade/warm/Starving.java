package dev.midstream.runtime.upgrade.warm;

import java.util.concurrent.TimeUnit;

/**
 * Sees whether lowered compilers get no processor at all: then live code that has lost its compiled
 * form would not get it back. Confined to its thread.
 */
final class Starving {

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Of the window, what compilers with work to do should have got at least. */
    private static final long LEAST_MILLIS = 100;

    private final CompileWatch watch;
    private long since = System.nanoTime();
    private long millis;
    private boolean starving;

    Starving(CompileWatch watch) {
        this.watch = watch;
        this.millis = watch.totalMillis();
    }

    /**
     * Looks.
     *
     * @param queued how many methods wait
     * @return whether they starve or have starved
     */
    boolean look(int queued) {
        long now = System.nanoTime();
        if (queued <= 0) {
            since = now;
            millis = watch.totalMillis();
        } else if (now - since > WINDOW_NANOS) {
            starving |= watch.totalMillis() - millis < LEAST_MILLIS;
            since = now;
            millis = watch.totalMillis();
        }
        return starving;
    }
}
