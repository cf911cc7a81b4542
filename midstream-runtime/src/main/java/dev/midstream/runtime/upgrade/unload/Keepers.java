package dev.midstream.runtime.upgrade.unload;

import dev.midstream.runtime.loader.ModuleLoader;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Finds who keeps released loaders from being collected, as far as the JDK lets it be seen:
 * threads, shutdown hooks and MBeans. Keeps nothing itself: what it finds is text, with loaders by
 * name. Safe for all threads.
 */
public final class Keepers {

    private Keepers() {}

    /**
     * One that keeps a loader.
     *
     * @param loader the loader's name
     * @param code what kind it is
     * @param what it, for people: {@code thread 'poll' (#31), at shop.Poll.run(Poll.java:12)}
     */
    public record Keeper(String loader, UnloadError code, String what) {}

    /** All that can be found; pauses the process for as long as a thread dump takes. */
    public static Map<String, List<String>> of(Set<String> loaders) {
        List<Keeper> found = new ArrayList<>(atOnce(loaders));
        found.addAll(ThreadDump.framesOf(loaders));
        Map<String, List<String>> byLoader = new HashMap<>();
        for (Keeper keeper : found) {
            List<String> known = byLoader.computeIfAbsent(keeper.loader(), l -> new ArrayList<>());
            if (!known.contains(keeper.what())) {
                known.add(keeper.what());
            }
        }
        return byLoader;
    }

    /** What can be found without stopping any thread for long. */
    static List<Keeper> atOnce(Set<String> loaders) {
        List<Keeper> found = new ArrayList<>();
        for (Thread thread : threads(loaders)) {
            found.add(
                    new Keeper(
                            name(thread.getContextClassLoader()),
                            UnloadError.THREAD_GOES_ON,
                            describe(thread, loaders)));
        }
        for (Thread hook : shutdownHooks()) {
            String loader = loaderOf(hook, loaders);
            if (!loader.isEmpty()) {
                String what = "shutdown hook '" + hook.getName() + "'";
                found.add(new Keeper(loader, UnloadError.SHUTDOWN_HOOK, what));
            }
        }
        found.addAll(beans(loaders));
        return found;
    }

    /**
     * The platform threads with one of these context class loaders: a thread has that of who made
     * it, so an idle pool's threads are found, too.
     */
    static List<Thread> threads(Set<String> loaders) {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        for (ThreadGroup up = root; up != null; up = up.getParent()) {
            root = up;
        }
        Thread[] all = new Thread[root.activeCount() + 64];
        int count = root.enumerate(all, true);
        List<Thread> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (loaders.contains(name(all[i].getContextClassLoader()))) {
                found.add(all[i]);
            }
        }
        return found;
    }

    private static String describe(Thread thread, Set<String> loaders) {
        StackTraceElement[] stack = thread.getStackTrace();
        List<String> own = new ArrayList<>();
        for (StackTraceElement frame : stack) {
            if (loaders.contains(String.valueOf(frame.getClassLoaderName()))) {
                own.add(plain(frame));
            }
        }
        String named = "thread '" + thread.getName() + "' (#" + thread.threadId() + ")";
        if (own.isEmpty()) {
            return named + idle(stack);
        }
        return named + Where.of(own);
    }

    /** Where it waits: the first frame that says more than that it is parked. */
    private static String idle(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (!name.startsWith("jdk.internal.")
                    && !name.startsWith("java.util.concurrent.locks.")) {
                return ", idle at " + plain(frame);
            }
        }
        return "";
    }

    private static String plain(StackTraceElement frame) {
        return frame.getClassName()
                + "."
                + frame.getMethodName()
                + "("
                + frame.getFileName()
                + ":"
                + frame.getLineNumber()
                + ")";
    }

    private static String loaderOf(Thread thread, Collection<String> loaders) {
        for (ClassLoader loader :
                new ClassLoader[] {
                    thread.getContextClassLoader(), thread.getClass().getClassLoader()
                }) {
            if (loaders.contains(name(loader))) {
                return name(loader);
            }
        }
        return "";
    }

    private static String name(@Nullable ClassLoader loader) {
        return loader instanceof ModuleLoader own ? String.valueOf(own.getName()) : "";
    }

    /** Readable only where java.lang is opened to Midstream. */
    private static Collection<Thread> shutdownHooks() {
        try {
            Field hooks =
                    Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
            hooks.setAccessible(true);
            List<Thread> threads = new ArrayList<>();
            if (hooks.get(null) instanceof Map<?, ?> map) {
                for (Object key : List.copyOf(map.keySet())) {
                    threads.add((Thread) key);
                }
            }
            return threads;
        } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
            return List.of();
        }
    }

    private static List<Keeper> beans(Set<String> loaders) {
        List<Keeper> found = new ArrayList<>();
        for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
            for (ObjectName bean : server.queryNames(null, null)) {
                String loader = name(loaderFor(server, bean).orElse(null));
                if (loaders.contains(loader)) {
                    found.add(new Keeper(loader, UnloadError.MBEAN, "MBean " + bean));
                }
            }
        }
        return found;
    }

    private static Optional<ClassLoader> loaderFor(MBeanServer server, ObjectName bean) {
        try {
            return Optional.ofNullable(server.getClassLoaderFor(bean));
        } catch (InstanceNotFoundException unregisteredMeanwhile) {
            return Optional.empty();
        }
    }
}
