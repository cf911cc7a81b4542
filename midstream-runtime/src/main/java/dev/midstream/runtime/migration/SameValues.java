package dev.midstream.runtime.migration;

import dev.midstream.api.Result;
import dev.midstream.api.Shared;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Compares plain data by components: arrays by what they hold, whatever a record's own equals says,
 * and however deep it is. A comparison is made once per class of records, as a method handle; two
 * objects that many values share are compared once. Safe for all threads.
 */
final class SameValues {

    /** Values inside values that are compared by recursion; deeper ones wait their turn. */
    private static final int DEEP = 64;

    /** Shared values inside shared values that are remembered each for itself. */
    private static final int NESTED = 8;

    /** Pairs of shared values that are remembered; a power of two. */
    private static final int PAIRS = 256;

    private static final MethodType RECORDS =
            MethodType.methodType(boolean.class, Walk.class, Object.class, Object.class);

    private static final MethodHandle STEP = step();

    private final Map<Class<?>, Comparer> comparers = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<Pair> known = new AtomicReferenceArray<>(PAIRS);

    /**
     * How records of a class are compared.
     *
     * @param components of a walk and two records of the class, whether all components are the same
     * @param shared whether many values may hold one of them
     */
    private record Comparer(@Nullable MethodHandle components, boolean shared) {}

    /** Two that were the same. Keeps neither. */
    private record Pair(WeakReference<Object> one, WeakReference<Object> other) {}

    private record Twins(@Nullable Object one, @Nullable Object other) {}

    /** Whether two values of one type say the same. */
    boolean same(@Nullable Object one, @Nullable Object other) {
        Walk walk = new Walk(this, 0);
        return walk.step(one, other) && walk.rest();
    }

    private static MethodHandle step() {
        try {
            return MethodHandles.lookup()
                    .findVirtual(Walk.class, "step", RECORDS.dropParameterTypes(0, 1));
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private Comparer comparer(Class<?> type) {
        return comparers.computeIfAbsent(
                type, t -> new Comparer(components(t), t.isAnnotationPresent(Shared.class)));
    }

    /** Null if the components cannot be read. */
    private static @Nullable MethodHandle components(Class<?> type) {
        MethodHandle no = MethodHandles.dropArguments(constant(false), 0, RECORDS.parameterList());
        MethodHandle all = MethodHandles.dropArguments(constant(true), 0, RECORDS.parameterList());
        for (RecordComponent component : List.of(type.getRecordComponents()).reversed()) {
            try {
                Method accessor = component.getAccessor();
                accessor.setAccessible(true); // the record may be its package's affair
                MethodHandle read = MethodHandles.lookup().unreflect(accessor);
                MethodHandle test =
                        MethodHandles.filterArguments(equal(component.getType()), 1, read, read)
                                .asType(RECORDS);
                all = MethodHandles.guardWithTest(test, all, no);
            } catch (IllegalAccessException | InaccessibleObjectException hidden) {
                return null;
            }
        }
        return all;
    }

    private static MethodHandle constant(boolean value) {
        return MethodHandles.constant(boolean.class, value);
    }

    /** Of a walk and two values of a type, whether they are the same. */
    private static MethodHandle equal(Class<?> type) throws IllegalAccessException {
        MethodType two = MethodType.methodType(boolean.class, Walk.class, type, type);
        if (!type.isPrimitive()) {
            return STEP.asType(two);
        }
        Class<?> compared = type == boolean.class ? boolean.class : widest(type);
        try {
            MethodHandle equal =
                    MethodHandles.lookup()
                            .findStatic(
                                    SameValues.class,
                                    "equal",
                                    MethodType.methodType(boolean.class, compared, compared));
            return MethodHandles.dropArguments(equal, 0, Walk.class).asType(two);
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Class<?> widest(Class<?> type) {
        return type == float.class || type == double.class ? double.class : long.class;
    }

    @SuppressWarnings("unused") // by name
    private static boolean equal(boolean one, boolean other) {
        return one == other;
    }

    @SuppressWarnings("unused") // by name
    private static boolean equal(long one, long other) {
        return one == other;
    }

    @SuppressWarnings("unused") // by name
    private static boolean equal(double one, double other) {
        return Double.compare(one, other) == 0;
    }

    /** One comparison. Confined to its thread. */
    private static final class Walk {
        private final SameValues values;
        private final ArrayDeque<Twins> open = new ArrayDeque<>(0);
        private final int nested;
        private int depth;

        Walk(SameValues values, int nested) {
            this.values = values;
            this.nested = nested;
        }

        /** What was too deep. */
        boolean rest() {
            for (Twins next = open.poll(); next != null; next = open.poll()) {
                if (!step(next.one(), next.other())) {
                    return false;
                }
            }
            return true;
        }

        @SuppressWarnings("ReferenceEquality") // a shortcut: nothing differs from itself
        boolean step(@Nullable Object one, @Nullable Object other) {
            if (one == other) {
                return true;
            }
            if (one == null || other == null) {
                return false;
            }
            if (depth >= DEEP) {
                open.add(new Twins(one, other));
                return true;
            }
            depth++;
            try {
                return inside(one, other);
            } finally {
                depth--;
            }
        }

        private boolean inside(Object one, Object other) {
            return switch (one) {
                case Record record ->
                        record.getClass() == other.getClass() && records(record, other);
                case List<?> list ->
                        other instanceof List<?> others
                                && list.size() == others.size()
                                && paired(list.iterator(), others.iterator());
                case Set<?> set -> set.equals(other);
                case Map<?, ?> map -> other instanceof Map<?, ?> others && maps(map, others);
                case Optional<?> some ->
                        other instanceof Optional<?> others
                                && step(some.orElse(null), others.orElse(null));
                default ->
                        one.getClass().isArray()
                                ? one.getClass() == other.getClass() && arrays(one, other)
                                : one.equals(other);
            };
        }

        private boolean paired(Iterator<?> one, Iterator<?> other) {
            while (one.hasNext() && other.hasNext()) {
                if (!step(one.next(), other.next())) {
                    return false;
                }
            }
            return !one.hasNext() && !other.hasNext();
        }

        private boolean maps(Map<?, ?> one, Map<?, ?> other) {
            if (one.size() != other.size()) {
                return false;
            }
            for (Map.Entry<?, ?> each : one.entrySet()) {
                if (!other.containsKey(each.getKey())
                        || !step(each.getValue(), other.get(each.getKey()))) {
                    return false;
                }
            }
            return true;
        }

        private boolean arrays(Object one, Object other) {
            int length = Array.getLength(one);
            if (length != Array.getLength(other)) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (!step(Array.get(one, i), Array.get(other, i))) {
                    return false;
                }
            }
            return true;
        }

        private boolean records(Record one, Object other) {
            if (one instanceof Result.Ok<?> ok && other instanceof Result.Ok<?> others) {
                return step(ok.value(), others.value());
            }
            Comparer comparer = values.comparer(one.getClass());
            if (!comparer.shared() || nested >= NESTED) {
                return components(comparer, one, other);
            }
            if (values.known(one, other)) {
                return true;
            }
            // A walk of its own, so that what is inside is compared when this returns.
            Walk inside = new Walk(values, nested + 1);
            boolean same = inside.components(comparer, one, other) && inside.rest();
            if (same) {
                values.know(one, other);
            }
            return same;
        }

        private boolean components(Comparer comparer, Record one, Object other) {
            MethodHandle components = comparer.components();
            if (components == null) {
                return one.equals(other);
            }
            try {
                return (boolean) components.invokeExact(this, (Object) one, other);
            } catch (Error error) {
                throw error;
            } catch (Throwable accessorFails) {
                return one.equals(other);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // identity is the point
    private boolean known(Object one, Object other) {
        Pair pair = known.get(slot(one));
        return pair != null && pair.one().get() == one && pair.other().get() == other;
    }

    private void know(Object one, Object other) {
        known.set(slot(one), new Pair(new WeakReference<>(one), new WeakReference<>(other)));
    }

    private static int slot(Object value) {
        return System.identityHashCode(value) & (PAIRS - 1);
    }
}
