package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.upgrade.confirm.Lineage;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Finishes what a drain could not wait for: when work that ignored its interrupt ends at last, its
 * generation is released. One thread while there is such work, none otherwise. Safe for all
 * threads.
 */
final class LateRelease {

    /** Between looks; nobody waits for it. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Lineage lineage;
    private final Runnable releaseGone;
    private boolean watching;

    LateRelease(Lineage lineage, Runnable releaseGone) {
        this.lineage = lineage;
        this.releaseGone = releaseGone;
    }

    /** Watches from now on, if there is anything to watch. */
    synchronized void watch() {
        if (!watching && lineage.stillHeld()) {
            watching = true;
            Thread.ofPlatform()
                    .name("midstream-late-release")
                    .daemon(true)
                    .inheritInheritableThreadLocals(false)
                    .start(this::awaitAll);
        }
    }

    private void awaitAll() {
        boolean more = true;
        while (more) {
            LockSupport.parkNanos(PAUSE.toNanos());
            // Asked first: the last work may end between a release and the question.
            more = goesOn();
            releaseGone.run();
        }
    }

    private synchronized boolean goesOn() {
        watching = lineage.stillHeld() && !Thread.currentThread().isInterrupted();
        return watching;
    }
}
