package dev.midstream.runtime.generation;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a module's own code outside of requests: constructors, {@code start}, {@code stop}. Each
 * piece on a fresh thread, so that its thread-locals die with it, with the module's context class
 * loader and a deadline.
 */
public final class Lifecycle {

    /** How long an interrupted piece may take to end before it is given up. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Duration deadline;
    private final Cancellation cancellation;

    /**
     * A lifecycle.
     *
     * @param deadline for each piece
     * @param cancellation ends the piece that runs, and each further one at once
     */
    public Lifecycle(Duration deadline, Cancellation cancellation) {
        this.deadline = deadline;
        this.cancellation = cancellation;
    }

    /** The deadline of each piece. */
    public Duration deadline() {
        return deadline;
    }

    /** A piece of module code was still running at its deadline. */
    public static final class TooSlow extends Exception {
        @java.io.Serial private static final long serialVersionUID = 1L;

        TooSlow(String message) {
            super(message);
        }
    }

    /**
     * Runs a piece and waits for it.
     *
     * @param what names the piece and its thread: {@code start of pricing@7}
     * @throws ExecutionException if it throws, with that as cause
     * @throws TooSlow if it misses its deadline, with where it stands; it is interrupted
     * @throws CancellationException if the cancellation came first; it is interrupted
     */
    public <T> T run(String what, ClassLoader loader, Callable<T> piece)
            throws ExecutionException, TooSlow {
        cancellation.check();
        FutureTask<T> task = new FutureTask<>(piece);
        Thread thread =
                Thread.ofPlatform()
                        .name("midstream " + what)
                        .daemon(true)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(task);
        thread.setContextClassLoader(loader);
        try (var _ = cancellation.onCancel(() -> task.cancel(true))) {
            thread.start();
            return task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw tooSlow(what, task, thread);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for " + what);
        }
    }

    private TooSlow tooSlow(String what, FutureTask<?> task, Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        String at = stack.length == 0 ? "" : "; it stood at " + firstOfModule(stack);
        task.cancel(true);
        boolean ended;
        try {
            ended = thread.join(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = false;
        }
        String after = ended ? "" : ". It ignores the interrupt and keeps its thread";
        return new TooSlow(
                what + " has not returned after " + deadline.toMillis() + " ms" + at + after);
    }

    private static StackTraceElement firstOfModule(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (!frame.getClassName().startsWith("java.")
                    && !frame.getClassName().startsWith("jdk.")) {
                return frame;
            }
        }
        return stack[0];
    }
}
