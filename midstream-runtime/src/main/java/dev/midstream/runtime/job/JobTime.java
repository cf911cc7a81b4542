package dev.midstream.runtime.job;

import java.time.Instant;

/** The time by which jobs are due; a test drives its own. Safe for all threads. */
public interface JobTime {

    /** The time of the machine. */
    JobTime SYSTEM =
            new JobTime() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public Instant instant() {
                    return Instant.now();
                }

                @Override
                @SuppressWarnings("WaitNotInLoop") // the caller loops
                public void await(Object lock, long nanos) throws InterruptedException {
                    // Rounded up, so that whoever waits for a tick never looks just before it.
                    lock.wait(Math.max(1, nanos / 1_000_000 + 1));
                }
            };

    /** A monotone clock's reading. */
    long nanos();

    /** The wall clock's reading, for people. */
    Instant instant();

    /**
     * Waits on a lock that the caller holds, at most so long by this clock, or until it is
     * notified.
     */
    void await(Object lock, long nanos) throws InterruptedException;
}
