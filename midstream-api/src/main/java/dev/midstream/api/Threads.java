package dev.midstream.api;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * Threads that a module may have, asked for as a constructor parameter. For plain tasks on virtual
 * threads ask for an {@link ExecutorService} instead.
 *
 * <p>Every thread is named after the module and the generation its instance was made for ({@code
 * pricing@7 rates-1}), has the module's context class loader, inherits no thread-locals, and ends
 * with the instance: after {@link AppModule#stop} has returned the host shuts down what is still
 * open, waits, interrupts, and names in its log what goes on regardless. No thread exists before
 * the first task.
 *
 * <p>Safe for all threads. After the instance is closed every method throws {@link
 * java.util.concurrent.RejectedExecutionException}.
 *
 * @since 0.1
 */
public interface Threads {

    /**
     * Platform threads, for libraries that want to make their own.
     *
     * @param name names the threads; not empty
     */
    ThreadFactory factory(String name);

    /**
     * An executor with a fixed number of platform threads and a bounded queue; a task that finds
     * the queue full is rejected.
     *
     * @param name names the threads; not empty
     * @param threads how many at most, 1 to 1,000
     * @param queue how many tasks may wait, 1 to 1,000,000
     * @throws IllegalArgumentException if a number is out of range
     */
    ExecutorService pool(String name, int threads, int queue);

    /**
     * An executor with one platform thread for delayed and repeated tasks, of which 10,000 may
     * wait; a further one is rejected. What is to be repeated across upgrades is better declared
     * with {@link Wiring#every}.
     *
     * @param name names the thread; not empty
     */
    ScheduledExecutorService scheduler(String name);
}
