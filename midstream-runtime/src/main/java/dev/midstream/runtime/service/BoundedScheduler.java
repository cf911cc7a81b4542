package dev.midstream.runtime.service;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** A scheduler with one thread, for which only so many tasks may wait. */
final class BoundedScheduler extends ScheduledThreadPoolExecutor {

    /** Tasks that may wait; racing callers may overshoot by as many as they are. */
    static final int MOST_WAITING = 10_000;

    private final boolean inert;

    /**
     * A scheduler.
     *
     * @param inert whether its tasks are taken and never run
     */
    BoundedScheduler(ThreadFactory factory, boolean inert) {
        super(1, factory);
        this.inert = inert;
        setRemoveOnCancelPolicy(true);
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        checkRoom();
        return super.schedule(task, delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        checkRoom();
        return super.schedule(task, delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
            Runnable task, long delay, long period, TimeUnit unit) {
        checkRoom();
        return super.scheduleAtFixedRate(task, delay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
            Runnable task, long delay, long pause, TimeUnit unit) {
        checkRoom();
        return super.scheduleWithFixedDelay(task, delay, pause, unit);
    }

    private void checkRoom() {
        if (inert) {
            getQueue().clear();
        }
        if (getQueue().size() >= MOST_WAITING) {
            throw new RejectedExecutionException(
                    MOST_WAITING + " tasks wait already, the most there may be");
        }
    }
}
