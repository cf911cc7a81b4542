package dev.midstream.runtime.service;

import dev.midstream.api.Threads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one module instance: named, counted, and ended with it. Safe for all threads; what
 * is open is guarded by the instance itself.
 */
final class ModuleThreads implements Threads {

    /** Threads that one instance may have at a time, virtual ones included. */
    static final int MOST_THREADS = 10_000;

    private static final int MOST_POOL_THREADS = 1_000;
    private static final int MOST_QUEUED = 1_000_000;

    /** Executors and factories of one instance; more are a mistake. */
    private static final int MOST_EXECUTORS = 1_000;

    /** How long tasks may go on after {@code stop}, and after their interrupt. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(ModuleThreads.class.getName());

    private final String subject;
    private final ClassLoader loader;
    private final Duration patience;

    /** Whether tasks are taken and never run. */
    private final boolean inert;

    private final Set<Thread> alive = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final List<ExecutorService> executors = new ArrayList<>();
    private Optional<ExecutorService> perTask = Optional.empty();
    private boolean closed;

    ModuleThreads(String subject, ClassLoader loader) {
        this(subject, loader, PATIENCE);
    }

    /** With another patience, for tests. */
    ModuleThreads(String subject, ClassLoader loader, Duration patience) {
        this(subject, loader, patience, false);
    }

    /** Threads for a shadow: executors of the same classes, whose tasks never run. */
    static ModuleThreads inert(String subject, ClassLoader loader) {
        return new ModuleThreads(subject, loader, Duration.ZERO, true);
    }

    private ModuleThreads(String subject, ClassLoader loader, Duration patience, boolean inert) {
        this.inert = inert;
        this.subject = subject;
        this.loader = loader;
        this.patience = patience;
    }

    @Override
    public ThreadFactory factory(String name) {
        checkName(name);
        checkOpen();
        return new Factory(
                Thread.ofPlatform()
                        .name(subject + " " + name + "-", 1)
                        .daemon(true)
                        .inheritInheritableThreadLocals(false)
                        .factory());
    }

    @Override
    public ExecutorService pool(String name, int threads, int queue) {
        checkRange("threads", threads, MOST_POOL_THREADS);
        checkRange("queue", queue, MOST_QUEUED);
        ThreadFactory factory = factory(name);
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        1,
                        TimeUnit.MINUTES,
                        inert ? new DroppingQueue() : new ArrayBlockingQueue<>(queue),
                        factory);
        pool.allowCoreThreadTimeOut(true);
        return opened(pool);
    }

    @Override
    public ScheduledExecutorService scheduler(String name) {
        return opened(new BoundedScheduler(factory(name), inert));
    }

    /** An executor with a virtual thread for each task; one per instance. */
    synchronized ExecutorService perTask() {
        if (perTask.isEmpty()) {
            ThreadFactory factory =
                    new Factory(
                            Thread.ofVirtual()
                                    .name(subject + " task-", 1)
                                    .inheritInheritableThreadLocals(false)
                                    .factory());
            perTask = Optional.of(opened(Executors.newThreadPerTaskExecutor(factory)));
        }
        return perTask.get();
    }

    private synchronized <E extends ExecutorService> E opened(E executor) {
        checkOpen();
        executors.removeIf(ExecutorService::isTerminated);
        if (executors.size() >= MOST_EXECUTORS) {
            throw new RejectedExecutionException(
                    subject + " has " + MOST_EXECUTORS + " open executors, the most there may be");
        }
        executors.add(executor);
        return executor;
    }

    private synchronized void checkOpen() {
        if (closed) {
            throw new RejectedExecutionException(
                    subject + " is stopped: its threads ended with it");
        }
    }

    private static void checkName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an executor's name must not be empty");
        }
    }

    private static void checkRange(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + " " + value + ": 1 to " + most + " expected");
        }
    }

    /** Ends all threads; see {@link ModuleServices#close}. */
    List<String> close() {
        List<ExecutorService> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(executors);
        }
        if (inert) {
            open.forEach(ExecutorService::shutdownNow);
            return List.of();
        }
        open.forEach(ExecutorService::shutdown);
        awaitGone(open, patience);
        open.forEach(ExecutorService::shutdownNow);
        alive.forEach(Thread::interrupt);
        awaitGone(open, GRACE);
        return alive.stream().filter(Thread::isAlive).map(ModuleThreads::describe).toList();
    }

    private void awaitGone(List<ExecutorService> open, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (ExecutorService executor : open) {
                long left = end - System.nanoTime();
                if (!executor.awaitTermination(Math.max(0, left), TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
            for (Thread thread : alive) {
                long left = end - System.nanoTime();
                if (left <= 0 || (thread.isAlive() && !thread.join(Duration.ofNanos(left)))) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String describe(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return "'" + thread.getName() + "'" + (stack.length == 0 ? "" : " at " + stack[0]);
    }

    /** Makes threads of this instance; refuses one too many, and any after the end. */
    private final class Factory implements ThreadFactory {
        private final ThreadFactory threads;

        Factory(ThreadFactory threads) {
            this.threads = threads;
        }

        @Override
        public @Nullable Thread newThread(Runnable task) {
            // Null is how a factory refuses: an executor then rejects its task. An executor that
            // is shut down may still need a thread for what it has accepted, so no check for that.
            if (count.incrementAndGet() > MOST_THREADS) {
                count.decrementAndGet();
                return null;
            }
            Thread thread = threads.newThread(() -> run(task));
            thread.setContextClassLoader(loader);
            thread.setUncaughtExceptionHandler(ModuleThreads::log);
            return thread;
        }

        private void run(Runnable task) {
            alive.add(Thread.currentThread());
            try {
                if (!inert) {
                    task.run();
                }
            } finally {
                alive.remove(Thread.currentThread());
                count.decrementAndGet();
            }
        }
    }

    private static void log(Thread thread, Throwable thrown) {
        // As text: a logger may keep what it is given, and the exception would keep the loader.
        LOG.log(Level.WARNING, "thread ''{0}'' ended with {1}", thread.getName(), text(thrown));
    }

    private static String text(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        return stack.length == 0 ? thrown.toString() : thrown + " at " + stack[0];
    }
}
