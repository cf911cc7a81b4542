package dev.midstream.runtime.actor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How late the threads that serve clients get to what is new: what a request would wait now. Costs
 * them one empty task for each question, and nothing when nobody asks. Asked by one thread.
 */
final class Lateness {

    /** Who has not answered by then has ended. */
    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Probe probe;
    private final ActorClock clock;
    private Round last;

    Lateness(Probe probe, ActorClock clock) {
        this.probe = probe;
        this.clock = clock;
        this.last = new Round(clock);
    }

    /** Asks, unless a question is still under way. */
    void ask() {
        if (last.left.get() <= 0 || clock.nanos() - last.sentNanos > LOST_NANOS) {
            Round round = new Round(clock);
            round.left.addAndGet(probe.send(round));
            last = round;
        }
    }

    /** How late the latest was or is, at the last question; 0 if nobody serves. */
    long nanos() {
        long waiting = last.left.get() > 0 ? clock.nanos() - last.sentNanos : 0;
        return Math.max(waiting, last.latest.get());
    }

    /** One question to all. */
    private static final class Round implements Runnable {
        private final ActorClock clock;
        private final long sentNanos;
        private final AtomicInteger left = new AtomicInteger();
        private final AtomicLong latest = new AtomicLong();

        Round(ActorClock clock) {
            this.clock = clock;
            this.sentNanos = clock.nanos();
        }

        @Override
        public void run() {
            latest.accumulateAndGet(clock.nanos() - sentNanos, Math::max);
            left.decrementAndGet();
        }
    }
}
