package dev.midstream.runtime.migration;

import dev.midstream.api.Result;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares plain data by components: arrays by what they hold, whatever a record's own equals says,
 * and without recursion. For checks, not for hot paths. Used by one thread.
 */
final class SameValues {

    private final Map<Class<?>, RecordComponent[]> components = new HashMap<>();
    private final Deque<Twins> open = new ArrayDeque<>();

    private record Twins(@Nullable Object one, @Nullable Object other) {}

    /** Whether two values of one type say the same. */
    boolean same(@Nullable Object one, @Nullable Object other) {
        open.clear();
        open.push(new Twins(one, other));
        while (!open.isEmpty()) {
            Twins next = open.pop();
            if (!step(next.one(), next.other())) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // a shortcut: nothing differs from itself
    private boolean step(@Nullable Object one, @Nullable Object other) {
        if (one == other) {
            return true;
        }
        if (one == null || other == null) {
            return false;
        }
        return switch (one) {
            case Record record -> record.getClass() == other.getClass() && records(record, other);
            case List<?> list ->
                    other instanceof List<?> others
                            && list.size() == others.size()
                            && paired(list.iterator(), others.iterator());
            case Set<?> set -> set.equals(other);
            case Map<?, ?> map -> other instanceof Map<?, ?> others && maps(map, others);
            case Optional<?> some ->
                    other instanceof Optional<?> others
                            && push(some.orElse(null), others.orElse(null));
            default ->
                    one.getClass().isArray()
                            ? one.getClass() == other.getClass() && arrays(one, other)
                            : one.equals(other);
        };
    }

    private boolean push(@Nullable Object one, @Nullable Object other) {
        open.push(new Twins(one, other));
        return true;
    }

    private boolean paired(Iterator<?> one, Iterator<?> other) {
        while (one.hasNext() && other.hasNext()) {
            open.push(new Twins(one.next(), other.next()));
        }
        return !one.hasNext() && !other.hasNext();
    }

    private boolean maps(Map<?, ?> one, Map<?, ?> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (Map.Entry<?, ?> each : one.entrySet()) {
            if (!other.containsKey(each.getKey())) {
                return false;
            }
            open.push(new Twins(each.getValue(), other.get(each.getKey())));
        }
        return true;
    }

    private boolean arrays(Object one, Object other) {
        int length = Array.getLength(one);
        if (length != Array.getLength(other)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            open.push(new Twins(Array.get(one, i), Array.get(other, i)));
        }
        return true;
    }

    private boolean records(Record one, Object other) {
        if (one instanceof Result.Ok<?> ok && other instanceof Result.Ok<?> others) {
            return push(ok.value(), others.value());
        }
        RecordComponent[] all =
                components.computeIfAbsent(one.getClass(), Class::getRecordComponents);
        for (RecordComponent each : all) {
            try {
                each.getAccessor().setAccessible(true); // the record may be its package's affair
                open.push(
                        new Twins(
                                each.getAccessor().invoke(one), each.getAccessor().invoke(other)));
            } catch (ReflectiveOperationException accessorFails) {
                return one.equals(other);
            }
        }
        return true;
    }
}
