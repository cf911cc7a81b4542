package dev.midstream.runtime.priority;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Priorities of this process's threads, as Linux has them: by thread id, through libc. Needs native
 * access. Any thread; thread id 0 is the calling one.
 *
 * <p>See sched(7) and, for slices, the kernel's documentation of EEVDF ({@code sched-eevdf}).
 */
@SuppressWarnings("restricted") // asked for with isNativeAccessEnabled
public final class Priorities {

    private static final Path TASKS = Path.of("/proc/self/task");

    private static final int PRIO_PROCESS = 0;
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_BATCH = 3;

    /** Of the first version of {@code struct sched_attr}. */
    private static final int ATTRIBUTES_BYTES = 48;

    /** Numbers of the system call sched_setattr; libc has no function for it. */
    private static final Map<String, Long> SET_ATTRIBUTES = Map.of("amd64", 314L, "aarch64", 274L);

    private final MethodHandle setPriority;
    private final MethodHandle getPriority;
    private final MethodHandle setScheduler;
    private final Optional<MethodHandle> setAttributes;
    private final long attributesCall;

    private Priorities(Linker linker, SymbolLookup libc) {
        FunctionDescriptor three =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT);
        FunctionDescriptor two =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        FunctionDescriptor scheduler =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS);
        FunctionDescriptor system =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG);
        setPriority = linker.downcallHandle(libc.findOrThrow("setpriority"), three);
        getPriority = linker.downcallHandle(libc.findOrThrow("getpriority"), two);
        setScheduler = linker.downcallHandle(libc.findOrThrow("sched_setscheduler"), scheduler);
        Long number = SET_ATTRIBUTES.get(System.getProperty("os.arch", ""));
        attributesCall = number == null ? 0 : number;
        setAttributes =
                number == null
                        ? Optional.empty()
                        : libc.find("syscall")
                                .map(found ->
                                        linker.downcallHandle(
                                                found, system, Linker.Option.firstVariadicArg(1)));
    }

    /** What this machine offers; empty where there is no /proc, no libc or no native access. */
    public static Optional<Priorities> open() {
        return Holder.FOUND;
    }

    private static final class Holder {
        static final Optional<Priorities> FOUND = find();
    }

    private static Optional<Priorities> find() {
        if (!Files.isDirectory(TASKS) || !Priorities.class.getModule().isNativeAccessEnabled()) {
            return Optional.empty();
        }
        try {
            Linker linker = Linker.nativeLinker();
            return Optional.of(new Priorities(linker, linker.defaultLookup()));
        } catch (RuntimeException | LinkageError unavailable) {
            return Optional.empty();
        }
    }

    /** A thread of this process. */
    record Task(int id, String name) {}

    /** All threads of this process; names are cut to 15 characters. */
    List<Task> tasks() {
        List<Task> found = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(TASKS)) {
            for (Path task : tasks.toList()) {
                found.add(new Task(Integer.parseInt(task.getFileName().toString()), nameOf(task)));
            }
        } catch (IOException gone) {
            return found;
        }
        return found;
    }

    private static String nameOf(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }

    /** The id of the calling thread. */
    int self() throws IOException {
        return Integer.parseInt(Path.of("/proc/thread-self").toRealPath().getFileName().toString());
    }

    /** Whether it was set. */
    boolean nice(int thread, int value) {
        return call(setPriority, PRIO_PROCESS, thread, value) == 0;
    }

    /** A thread's nice value; 0 is also said of a thread that has gone. */
    int nice(int thread) {
        int value = call(getPriority, PRIO_PROCESS, thread);
        return value == -1 ? 0 : value;
    }

    /** Whether a thread is no longer woken in front of others, or is again. */
    boolean batch(int thread, boolean batch) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment priority = arena.allocate(ValueLayout.JAVA_INT);
            priority.set(ValueLayout.JAVA_INT, 0, 0);
            int policy = batch ? SCHED_BATCH : SCHED_OTHER;
            return (int) setScheduler.invokeExact(thread, policy, priority) == 0;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * Asks for short turns on the processor in exchange for being given them soon: a thread that
     * wakes with a shorter slice goes before one that runs with a longer. Its share of the
     * processor stays. For threads that do little at a time and must not wait; since Linux 6.12.
     *
     * @param nanos 100,000 to 100,000,000, or 0 for the kernel's own choice
     * @return whether it was set
     */
    public boolean slice(int thread, long nanos) {
        if (setAttributes.isEmpty()) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
            attributes.set(ValueLayout.JAVA_INT, 0, ATTRIBUTES_BYTES);
            attributes.set(ValueLayout.JAVA_INT, 4, SCHED_OTHER);
            attributes.set(ValueLayout.JAVA_INT, 16, nice(thread));
            attributes.set(ValueLayout.JAVA_LONG, 24, nanos);
            return (long)
                            setAttributes
                                    .get()
                                    .invokeExact(attributesCall, (long) thread, attributes, 0L)
                    == 0;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static int call(MethodHandle function, int... arguments) {
        try {
            return arguments.length == 2
                    ? (int) function.invokeExact(arguments[0], arguments[1])
                    : (int) function.invokeExact(arguments[0], arguments[1], arguments[2]);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
