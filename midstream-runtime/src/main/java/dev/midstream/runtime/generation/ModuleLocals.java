package dev.midstream.runtime.generation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The thread-locals of one generation's code on one of the host's platform threads. While that code
 * runs, they take the place of the host's own; afterwards they wait with the generation, so that a
 * library's buffers are there for the next request and go when the generation goes. Confined to its
 * thread.
 */
final class ModuleLocals {

    /** Whether this JVM lets the thread-locals of a thread be exchanged. */
    static final boolean AVAILABLE = isAvailable();

    /** While the generation's code runs these two are the host's, otherwise the generation's. */
    private @Nullable Object locals;

    private @Nullable Object inheritable;

    /** Constants, so that each access is a plain load or store. */
    private static final class Fields {
        static final VarHandle LOCALS;
        static final VarHandle INHERITABLE;

        static {
            try {
                MethodHandles.Lookup thread =
                        MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
                Class<?> map = thread.findClass("java.lang.ThreadLocal$ThreadLocalMap");
                LOCALS = thread.findVarHandle(Thread.class, "threadLocals", map);
                INHERITABLE = thread.findVarHandle(Thread.class, "inheritableThreadLocals", map);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    private static boolean isAvailable() {
        try {
            return Fields.LOCALS.isAccessModeSupported(VarHandle.AccessMode.SET)
                    && Fields.INHERITABLE.isAccessModeSupported(VarHandle.AccessMode.SET);
        } catch (ExceptionInInitializerError closed) {
            return false; // java.lang is not opened to this module, or this is another JDK
        }
    }

    /** Exchanges the calling thread's thread-locals for these, or back. */
    @SuppressWarnings("ReferenceEquality") // the very map; its class is hidden
    void exchange(Thread current) {
        Object before = Fields.LOCALS.get(current);
        Fields.LOCALS.set(current, locals);
        locals = before;
        Object beforeInheritable = Fields.INHERITABLE.get(current);
        if (beforeInheritable != inheritable) { // nearly always both are null
            Fields.INHERITABLE.set(current, inheritable);
            inheritable = beforeInheritable;
        }
    }
}
