package dev.midstream.runtime.priority;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * While it is open, the thread that opened it, all threads it starts, the JIT's and the collector's
 * stand back behind those that serve. Closing puts all of them back, and so does a watchdog if
 * nobody closes it.
 *
 * <p>Nice values are used only if they can be taken back (CAP_SYS_NICE, or RLIMIT_NICE of 20 or
 * more), which is tried on a thread that then ends: a compiler that stays at a nice value cannot
 * give live code its compiled form back. Else threads become batch threads, which anyone may undo.
 *
 * <p>Opened and closed by one thread; {@link #again} and {@link #restoreHelpers} by any.
 */
public final class StandBack implements AutoCloseable {

    private static final List<String> COMPILERS = List.of("C1 CompilerThre", "C2 CompilerThre");

    /** By how much the JIT stands back; more would starve it beside a busy server. */
    private static final int COMPILER_NICE = 7;

    private static final int OWN_NICE = 10;

    /** Threads of collectors that work beside the program. */
    private static final List<String> COLLECTORS = List.of("ZWorker", "G1 Conc", "Shenandoah");

    /** Little: what they are late with, the program waits for. */
    private static final int COLLECTOR_NICE = 3;

    /** Whether the calling thread gets what others leave of the processor. */
    private static final ThreadLocal<Boolean> BEHIND = ThreadLocal.withInitial(() -> false);

    private final Optional<Priorities> system;
    private final boolean nices;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Threads that were there before, except the one that stands back itself. */
    private final Set<Integer> others = new HashSet<>();

    private int self;

    /** The nice value of threads that do not stand back. */
    private int usual;

    /** Guarded by this. */
    private boolean lowered;

    /** Guarded by this. */
    private boolean helpersToo;

    private StandBack(Optional<Priorities> system, boolean nices) {
        this.system = system;
        this.nices = nices;
    }

    /** Leaves all threads as they are. */
    public static StandBack none() {
        return new StandBack(Optional.empty(), false);
    }

    /**
     * Makes the calling thread stand back, which must be a platform thread, and the JIT's.
     *
     * @param longest when the watchdog puts them back
     */
    static StandBack here(Duration longest) {
        Optional<Priorities> system = Priorities.open();
        if (system.isEmpty() || Thread.currentThread().isVirtual()) {
            return none();
        }
        StandBack back = new StandBack(system, niceReturns(system.get()));
        try {
            back.lower(system.get(), longest);
            return back;
        } catch (IOException unreadable) {
            back.close();
            return none();
        }
    }

    private static boolean niceReturns(Priorities priorities) {
        boolean[] returns = new boolean[1];
        Thread trial =
                Thread.ofPlatform()
                        .name("midstream-nice")
                        .inheritInheritableThreadLocals(false)
                        .start(() -> {
                            int own = priorities.nice(0);
                            returns[0] =
                                    own + 1 <= 19
                                            && priorities.nice(0, own + 1)
                                            && priorities.nice(0, own);
                        });
        try {
            trial.join();
            return returns[0];
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void lower(Priorities priorities, Duration longest) throws IOException {
        self = priorities.self();
        usual = priorities.nice(self);
        for (Priorities.Task task : priorities.tasks()) {
            if (task.id() != self) {
                others.add(task.id());
            }
        }
        lowered = true;
        helpersToo = true;
        lower(priorities, self, OWN_NICE);
        BEHIND.set(nices);
        helpers(priorities).forEach(task -> lower(priorities, task.id(), niceOf(task)));
        Thread.ofVirtual().name("midstream-stand-back").start(() -> restoreAfter(longest));
    }

    private void lower(Priorities priorities, int thread, int by) {
        priorities.batch(thread, true);
        if (nices) {
            priorities.nice(thread, Math.min(19, usual + by));
        }
    }

    private void raise(Priorities priorities, int thread) {
        priorities.batch(thread, false);
        if (nices) {
            priorities.nice(thread, usual);
        }
    }

    /**
     * Does work on a thread of its own that stands back, and waits for it. An interrupt of the
     * caller is passed on.
     *
     * @param longest when the watchdog puts everything back
     */
    public static <T, E extends Exception> T during(Duration longest, Standing<T, E> work)
            throws E {
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread thread =
                Thread.ofPlatform()
                        .name("midstream-upgrade")
                        .daemon(true)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(() -> {
                            try (StandBack back = here(longest)) {
                                result.set(work.run(back));
                            } catch (Throwable thrown) {
                                failure.set(thrown);
                            }
                        });
        thread.setContextClassLoader(StandBack.class.getClassLoader());
        thread.start();
        join(thread);
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw StandBack.<E>asDeclared(thrown);
        }
        return Objects.requireNonNull(result.get());
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work throws nothing else that is checked. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception> E asDeclared(Throwable thrown) {
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return (E) thrown;
    }

    /** Some work of a thread that stands back. */
    @FunctionalInterface
    public interface Standing<T, E extends Exception> {
        /** Does it. */
        T run(StandBack back) throws E;
    }

    /**
     * Whether the calling thread has opened one that lowers nice values: then the system sees to it
     * that its work does not delay what serves, and pauses of its own would only make it longer.
     */
    public static boolean isBehind() {
        return BEHIND.get();
    }

    /** What is done, for people. */
    public String describe() {
        if (system.isEmpty()) {
            return "threads as they are";
        }
        return nices
                ? "compilers at nice +" + COMPILER_NICE
                : "compilers as batch threads (no CAP_SYS_NICE)";
    }

    /**
     * Lowers helpers that the JVM has started meanwhile, and raises carriers of virtual threads.
     */
    public synchronized void again() {
        if (!lowered || !helpersToo) {
            return;
        }
        Priorities priorities = system.orElseThrow();
        for (Priorities.Task task : priorities.tasks()) {
            if (isHelper(task)) {
                lower(priorities, task.id(), niceOf(task));
            } else if (!others.contains(task.id()) && task.name().startsWith("ForkJoinPool")) {
                raise(priorities, task.id());
            }
        }
    }

    /** Puts the JVM's threads back, until the end: they get too little beside a busy server. */
    public synchronized void restoreHelpers() {
        if (lowered && helpersToo) {
            helpersToo = false;
            Priorities priorities = system.orElseThrow();
            helpers(priorities).forEach(task -> raise(priorities, task.id()));
        }
    }

    /** Work of the thread that opened this, done as if this were not open. */
    public <T, E extends Exception> T forward(Work<T, E> work) throws E {
        if (system.isEmpty()) {
            return work.run();
        }
        Priorities priorities = system.get();
        raise(priorities, self);
        BEHIND.set(false);
        try {
            return work.run();
        } finally {
            BEHIND.set(nices);
            synchronized (this) {
                if (lowered) {
                    lower(priorities, self, OWN_NICE);
                }
            }
        }
    }

    /** Some work. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /** Does it. */
        T run() throws E;
    }

    private void restoreAfter(Duration longest) {
        try {
            if (!closed.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                restore();
            }
        } catch (InterruptedException ends) {
            restore();
        }
    }

    /** Puts all of them back, those too that were started by lowered ones. Any number of times. */
    private synchronized void restore() {
        if (!lowered) {
            return;
        }
        lowered = false;
        Priorities priorities = system.orElseThrow();
        Predicate<Priorities.Task> ours =
                task -> isHelper(task) || task.id() == self || !others.contains(task.id());
        List<Priorities.Task> tasks = new ArrayList<>(priorities.tasks());
        tasks.removeIf(ours.negate());
        tasks.forEach(task -> raise(priorities, task.id()));
    }

    private static List<Priorities.Task> helpers(Priorities priorities) {
        return priorities.tasks().stream().filter(StandBack::isHelper).toList();
    }

    private static boolean isHelper(Priorities.Task task) {
        return isCompiler(task) || isCollector(task);
    }

    private static boolean isCollector(Priorities.Task task) {
        return COLLECTORS.stream().anyMatch(task.name()::startsWith);
    }

    private static int niceOf(Priorities.Task task) {
        return isCollector(task) ? COLLECTOR_NICE : COMPILER_NICE;
    }

    private static boolean isCompiler(Priorities.Task task) {
        return COMPILERS.stream().anyMatch(task.name()::startsWith);
    }

    @Override
    public void close() {
        BEHIND.remove();
        closed.countDown();
        restore();
    }
}
