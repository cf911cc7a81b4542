package dev.midstream.runtime.generation;

import dev.midstream.runtime.finding.ModuleFailure;
import dev.midstream.runtime.loader.ModuleLoader;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of an exception on its way from a module to the host. One that the host can see
 * passes as it is, unless something below it, a cause or a suppressed one, is a module's own class:
 * then it is made anew, of the same type where a public constructor allows and nothing is lost,
 * else as a {@link ModuleFailure}.
 */
final class Failures {

    private Failures() {}

    static Throwable toHost(Throwable thrown) {
        try {
            return converted(thrown, 0);
        } catch (RuntimeException | LinkageError | StackOverflowError itsOwnCodeFails) {
            return ModuleFailure.of(thrown);
        }
    }

    /** Whether a class is a module's own: its loader, or one above that, is a module's. */
    static boolean foreign(Class<?> type) {
        return moduleLoader(type).isPresent();
    }

    /** The loader of the module that a class comes from, if it comes from one. */
    static Optional<ClassLoader> moduleLoader(Class<?> type) {
        for (ClassLoader at = type.getClassLoader(); at != null; at = at.getParent()) {
            if (at instanceof ModuleLoader) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static boolean foreign(Throwable thrown, Set<Throwable> seen) {
        if (!seen.add(thrown)) {
            return false;
        }
        if (foreign(thrown.getClass())) {
            return true;
        }
        Throwable cause = thrown.getCause();
        if (cause != null && foreign(cause, seen)) {
            return true;
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (foreign(suppressed, seen)) {
                return true;
            }
        }
        return false;
    }

    /** Deeper chains than this arrive as text from there on. */
    private static final int DEEPEST = 32;

    private static Throwable converted(Throwable thrown, int depth) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        if (!foreign(thrown, seen)) {
            return thrown;
        }
        if (foreign(thrown.getClass()) || depth > DEEPEST) {
            return ModuleFailure.of(thrown);
        }
        return again(thrown, depth).orElseGet(() -> ModuleFailure.of(thrown));
    }

    /** The same type with what is below converted; empty if that would lose something. */
    private static Optional<Throwable> again(Throwable thrown, int depth) {
        Class<?> type = thrown.getClass();
        if (hasOwnState(type)) {
            return Optional.empty();
        }
        try {
            Constructor<?> constructor = type.getConstructor(String.class);
            Throwable made = (Throwable) constructor.newInstance(thrown.getMessage());
            Throwable cause = thrown.getCause();
            if (cause != null) {
                made.initCause(converted(cause, depth + 1));
            }
            for (Throwable suppressed : thrown.getSuppressed()) {
                made.addSuppressed(converted(suppressed, depth + 1));
            }
            made.setStackTrace(thrown.getStackTrace());
            return Optional.of(made);
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException
                | IllegalStateException noWayToMakeOne) {
            return Optional.empty();
        }
    }

    private static boolean hasOwnState(Class<?> type) {
        for (Class<?> at = type; at != Throwable.class && at != null; at = at.getSuperclass()) {
            for (var field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    return true;
                }
            }
        }
        return false;
    }
}
