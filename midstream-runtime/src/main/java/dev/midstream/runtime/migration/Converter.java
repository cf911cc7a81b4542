package dev.midstream.runtime.migration;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Converts values of one type into values of another. Null stays null. Safe for all threads. */
abstract class Converter {

    private static final MethodHandle CONVERT;

    static {
        try {
            CONVERT =
                    MethodHandles.lookup()
                            .findVirtual(
                                    Converter.class,
                                    "convert",
                                    MethodType.methodType(Object.class, Object.class, Walk.class));
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /**
     * Converts.
     *
     * @throws Throwable what user code throws, or {@link MigrationFailed} without a path
     */
    abstract @Nullable Object convert(@Nullable Object value, Walk walk) throws Throwable;

    /** Whether it gives back what it is given. */
    boolean identity() {
        return false;
    }

    /**
     * Finds the innermost value that cannot be converted, after one was not. Not on the hot path.
     *
     * @param deeper how much further it may look
     * @throws MigrationFailed if it is found here or inside
     */
    void locate(@Nullable Object value, String path, int deeper) throws MigrationFailed {
        if (value == null || identity()) {
            return;
        }
        try {
            convert(value, new Walk());
        } catch (Throwable failure) {
            throw failed(path, failure);
        }
    }

    /**
     * Hands on the values inside one that are converted by rules of types that contain themselves.
     */
    void inside(@Nullable Object value, BiConsumer<PairConverter, Object> found) throws Throwable {}

    /** As a method of (value, walk). */
    final MethodHandle handle() {
        return CONVERT.bindTo(this);
    }

    static MigrationFailed failed(String path, Throwable failure) {
        if (failure instanceof VirtualMachineError fatal
                && !(failure instanceof StackOverflowError)) {
            throw fatal;
        }
        return failure instanceof MigrationFailed known
                ? new MigrationFailed(known.path().isEmpty() ? path : known.path(), known.why())
                : new MigrationFailed(path, text(failure));
    }

    private static String text(Throwable failure) {
        String text;
        try {
            text = failure.toString();
        } catch (Throwable worse) { // its getMessage is user code too
            text = failure.getClass().getName();
        }
        return text.length() > 500 ? text.substring(0, 500) + "…" : text;
    }
}
