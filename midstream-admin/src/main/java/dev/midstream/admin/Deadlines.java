package dev.midstream.admin;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes channels that wait too long: a Unix socket has no time-outs of its own. One daemon thread,
 * {@code midstream-admin-deadlines}, for all channels of the process.
 */
final class Deadlines {

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private Deadlines() {}

    /** Closes a channel after a time, unless the returned one is closed before. */
    static Armed closing(SocketChannel channel, Duration after) {
        Armed armed = new Armed(channel);
        armed.task = TIMER.schedule(armed::fire, after.toMillis(), TimeUnit.MILLISECONDS);
        return armed;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform().daemon().name("midstream-admin-deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** A deadline that runs. */
    static final class Armed implements AutoCloseable {
        private final SocketChannel channel;
        private volatile boolean fired;
        private volatile @org.jspecify.annotations.Nullable ScheduledFuture<?> task;

        private Armed(SocketChannel channel) {
            this.channel = channel;
        }

        /** Whether the deadline passed. */
        boolean fired() {
            return fired;
        }

        @Override
        public void close() {
            ScheduledFuture<?> running = task;
            if (running != null) {
                running.cancel(false);
            }
        }

        private void fire() {
            fired = true;
            try {
                channel.close();
            } catch (IOException closedAnyway) {
                // Whoever waits on the channel has been woken; that is all this is for.
            }
        }
    }
}
