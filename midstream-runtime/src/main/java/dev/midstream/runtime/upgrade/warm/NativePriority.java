package dev.midstream.runtime.upgrade.warm;

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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Priorities of this process's threads, as Linux has them: by thread id, through libc. Needs native
 * access. Any thread.
 */
@SuppressWarnings("restricted") // asked for with isNativeAccessEnabled
final class NativePriority {

    private static final Path TASKS = Path.of("/proc/self/task");

    private static final int PRIO_PROCESS = 0;
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_BATCH = 3;

    private final MethodHandle setPriority;
    private final MethodHandle getPriority;
    private final MethodHandle setScheduler;

    private NativePriority(Linker linker, SymbolLookup libc) {
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
        setPriority = linker.downcallHandle(libc.findOrThrow("setpriority"), three);
        getPriority = linker.downcallHandle(libc.findOrThrow("getpriority"), two);
        setScheduler = linker.downcallHandle(libc.findOrThrow("sched_setscheduler"), scheduler);
    }

    /** What this machine offers; empty where there is no /proc, no libc or no native access. */
    static Optional<NativePriority> open() {
        if (!Files.isDirectory(TASKS)
                || !NativePriority.class.getModule().isNativeAccessEnabled()) {
            return Optional.empty();
        }
        try {
            Linker linker = Linker.nativeLinker();
            return Optional.of(new NativePriority(linker, linker.defaultLookup()));
        } catch (RuntimeException | LinkageError unavailable) {
            return Optional.empty();
        }
    }

    /** The ids of the threads whose name, cut to 15 characters, begins so. */
    List<Integer> threads(String name) {
        List<Integer> found = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(TASKS)) {
            for (Path task : tasks.toList()) {
                if (nameOf(task).startsWith(name)) {
                    found.add(Integer.parseInt(task.getFileName().toString()));
                }
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
