package dev.midstream.runtime.comparison;

import dev.midstream.api.Secret;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells values without their classes. Used once per value, by one thread. */
final class Teller {

    /** What lies deeper is not looked at. */
    private static final int DEEPEST = 64;

    /** Of a value with more parts, so many are looked at. */
    private static final int MOST_PARTS = 50_000;

    private static final Told CUT = new Told.Leaf("…");

    private int parts;

    private Teller() {}

    static Told of(Object value) {
        return new Teller().tell(value, 0);
    }

    private Told tell(@Nullable Object value, int depth) {
        if (depth > DEEPEST || ++parts > MOST_PARTS) {
            return CUT;
        }
        if (value == null) {
            return new Told.Leaf("null");
        }
        return switch (value) {
            case Secret secret -> new Told.Hidden(secret);
            case Byte number -> new Told.Leaf(number.longValue());
            case Short number -> new Told.Leaf(number.longValue());
            case Integer number -> new Told.Leaf(number.longValue());
            case Float number -> new Told.Leaf(number.doubleValue());
            case Enum<?> constant -> new Told.Leaf(constant.name());
            case Record record -> fields(record, depth);
            case List<?> list -> new Told.Items(all(list, depth));
            case Set<?> set -> {
                List<Told> all = all(set, depth);
                yield parts > MOST_PARTS ? CUT : new Told.Group(new HashSet<>(all));
            }
            case Map<?, ?> map -> entries(map, depth);
            case Optional<?> some -> new Told.Maybe(some.map(present -> tell(present, depth + 1)));
            default -> value.getClass().isArray() ? array(value, depth) : leaf(value);
        };
    }

    private static Told leaf(Object value) {
        // Whatever a module has made itself and is no data says no more than its name.
        ClassLoader loader = value.getClass().getClassLoader();
        return loader == null || loader.equals(ClassLoader.getPlatformClassLoader())
                ? new Told.Leaf(value)
                : new Told.Leaf(value.getClass().getSimpleName());
    }

    private List<Told> all(Iterable<?> items, int depth) {
        List<Told> told = new ArrayList<>();
        for (Object item : items) {
            if (parts > MOST_PARTS) {
                break;
            }
            told.add(tell(item, depth + 1));
        }
        return told;
    }

    private Told array(Object array, int depth) {
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array) && parts <= MOST_PARTS; i++) {
            told.add(tell(Array.get(array, i), depth + 1));
        }
        return new Told.Items(told);
    }

    private Told entries(Map<?, ?> map, int depth) {
        Map<Told, Told> told = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (parts > MOST_PARTS) {
                break;
            }
            told.put(tell(entry.getKey(), depth + 1), tell(entry.getValue(), depth + 1));
        }
        // Of what has no order, a part says nothing.
        return parts > MOST_PARTS ? CUT : new Told.Entries(told);
    }

    private Told fields(Record record, int depth) {
        Map<String, Told> told = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            told.put(component.getName(), component(record, component, depth));
        }
        return new Told.Fields(caseName(record.getClass()), told);
    }

    private Told component(Record record, RecordComponent component, int depth) {
        try {
            component.getAccessor().setAccessible(true); // it may be its package's affair
            return tell(component.getAccessor().invoke(record), depth + 1);
        } catch (ReflectiveOperationException accessorFails) {
            return new Told.Leaf("unreadable");
        }
    }

    private static String caseName(Class<?> type) {
        for (Class<?> each : type.getInterfaces()) {
            if (each.isSealed()) {
                return type.getSimpleName();
            }
        }
        return "";
    }
}
