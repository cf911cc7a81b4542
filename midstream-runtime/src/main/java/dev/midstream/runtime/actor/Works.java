package dev.midstream.runtime.actor;

import dev.midstream.api.ActorFailed;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The pieces of {@code turn.run} that are under way, each on a virtual thread. */
final class Works {

    private final Timers timers;
    private final long deadlineNanos;
    private final Consumer<Thread> starts;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    /**
     * None yet.
     *
     * @param deadlineNanos when a piece is interrupted
     * @param starts starts a piece's thread
     */
    Works(Timers timers, long deadlineNanos, Consumer<Thread> starts) {
        this.timers = timers;
        this.starts = starts;
        this.deadlineNanos = deadlineNanos;
    }

    int size() {
        return running.size();
    }

    /** Begins a piece under a hold; its result goes to whoever waits. */
    void begin(
            String what,
            Desk.Hold hold,
            Behaviour home,
            Callable<?> work,
            Class<?> token,
            Waiting waiting) {
        Thread[] self = new Thread[1];
        Thread thread =
                Thread.ofVirtual()
                        .name(what)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(() -> {
                            try {
                                hold.run(() -> run(home, work, token, waiting));
                            } finally {
                                running.remove(self[0]);
                            }
                        });
        self[0] = thread;
        running.add(thread);
        try {
            starts.accept(thread);
        } catch (Throwable none) {
            running.remove(thread);
            hold.cancel();
            waiting.fail(new ActorFailed(none.getClass().getName(), what + ": " + none, ""));
        }
    }

    private void run(Behaviour home, Callable<?> work, Class<?> token, Waiting waiting) {
        Thread here = Thread.currentThread();
        here.setContextClassLoader(home.loader());
        Timer deadline = timers.add(deadlineNanos, here::interrupt);
        try {
            Object value = work.call();
            if (value == null) {
                throw new NullPointerException("turn.run returned null; a value was expected");
            }
            waiting.answer(value, home, token);
        } catch (Throwable thrown) {
            waiting.fail(
                    new ActorFailed(
                            thrown.getClass().getName(), String.valueOf(thrown.getMessage()), ""));
        } finally {
            timers.remove(deadline);
        }
    }

    void close() {
        running.forEach(Thread::interrupt);
    }
}
