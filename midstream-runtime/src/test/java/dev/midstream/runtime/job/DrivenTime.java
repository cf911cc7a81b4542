package dev.midstream.runtime.job;

import java.time.Duration;
import java.time.Instant;

/** A time that stands still until a test moves it. */
public final class DrivenTime implements JobTime {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static final long LOOK_MILLIS = 2;

    private long nanos;

    /** A time that begins at 0. */
    public DrivenTime() {}

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Instant instant() {
        return BEGIN.plusNanos(nanos);
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the caller loops, and so looks at this time again
    public void await(Object lock, long left) throws InterruptedException {
        lock.wait(LOOK_MILLIS);
    }

    /** Moves the time on. */
    public synchronized void advance(Duration by) {
        nanos += by.toNanos();
    }
}
