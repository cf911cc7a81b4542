package dev.midstream.runtime.finding;

import java.io.Serial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a module threw, as text: the name of the exception's class, its message, its stack, its
 * causes. In place of an exception that the host cannot see or should not keep, since an exception
 * keeps its class, the class its loader, and the loader a whole module version.
 *
 * <p>Its message is what the original's {@code toString} says by default: the class's name and the
 * message.
 */
public final class ModuleFailure extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    /** Causes and suppressed exceptions that are told, all together. */
    private static final int MOST = 64;

    private static final int LONGEST_MESSAGE = 10_000;

    private final String typeName;

    private ModuleFailure(String typeName, String message, Throwable of) {
        super(message.isEmpty() ? typeName : typeName + ": " + message);
        this.typeName = typeName;
        setStackTrace(of.getStackTrace());
    }

    /** The text of an exception and of all its causes and suppressed exceptions. */
    public static ModuleFailure of(Throwable thrown) {
        Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
        return of(thrown, told);
    }

    private static ModuleFailure of(Throwable thrown, Set<Throwable> told) {
        if (thrown instanceof ModuleFailure already) {
            return already;
        }
        told.add(thrown);
        ModuleFailure failure =
                new ModuleFailure(thrown.getClass().getName(), message(thrown), thrown);
        Throwable cause = part(thrown::getCause);
        failure.initCause(cause == null || !mayTell(cause, told) ? null : of(cause, told));
        for (Throwable suppressed : suppressed(thrown)) {
            if (mayTell(suppressed, told)) {
                failure.addSuppressed(of(suppressed, told));
            }
        }
        return failure;
    }

    private static boolean mayTell(Throwable next, Set<Throwable> told) {
        return !told.contains(next) && told.size() < MOST;
    }

    private static List<Throwable> suppressed(Throwable thrown) {
        List<Throwable> list = new ArrayList<>();
        Collections.addAll(list, thrown.getSuppressed());
        return list;
    }

    /** The exception's own code makes its message; that may throw too. */
    private static String message(Throwable thrown) {
        String message;
        try {
            message = Objects.requireNonNullElse(thrown.getMessage(), "");
        } catch (RuntimeException | LinkageError e) {
            message = "(its getMessage() threw " + e.getClass().getName() + ")";
        }
        return message.length() <= LONGEST_MESSAGE
                ? message
                : message.substring(0, LONGEST_MESSAGE) + "…";
    }

    private interface Part {
        @org.jspecify.annotations.Nullable
        Throwable get();
    }

    private static @Nullable Throwable part(Part part) {
        try {
            return part.get();
        } catch (RuntimeException | LinkageError e) {
            return null;
        }
    }

    /** The name of the class that was thrown. */
    public String typeName() {
        return typeName;
    }
}
