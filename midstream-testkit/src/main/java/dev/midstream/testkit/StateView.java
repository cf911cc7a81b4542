package dev.midstream.testkit;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a host's actor, as a test can look at it: its classes are the app's, loaded by a
 * loader that the test's own classes do not share, so values are named and not cast.
 *
 * <p>A record is a {@code Map} from its components' names, in their order; an enum constant its
 * name; a collection or an array a {@code List}, a {@code Map} a {@code Map}; an {@code Optional}
 * its value, or {@code Optional.empty()}. What the JDK has is as it is.
 *
 * @param type the simple name of the state's class
 * @param value what it is
 * @param text what its {@code toString} says
 */
public record StateView(String type, Object value, String text) {

    /** A view of a state. Keeps nothing of its classes. */
    static StateView of(Object state) {
        return new StateView(state.getClass().getSimpleName(), plain(state), state.toString());
    }

    /**
     * A part of it.
     *
     * @param path names of components, and numbers of elements: {@code "lines", 0, "sku"}
     * @throws AssertionError if there is none, with what there is
     */
    public Object at(Object... path) {
        Object at = value;
        for (Object step : path) {
            Optional<Object> next =
                    switch (at) {
                        case List<?> list when step instanceof Integer i && i < list.size() ->
                                Optional.ofNullable(list.get(i));
                        case Map<?, ?> map -> Optional.ofNullable(map.get(step));
                        default -> Optional.empty();
                    };
            Object there = at;
            at =
                    next.orElseThrow(() ->
                            new AssertionError("no '" + step + "' in " + there + " of " + text));
        }
        return at;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Record record -> components(record);
            case Enum<?> constant -> constant.name();
            case Collection<?> all -> all.stream().map(StateView::plain).toList();
            case Map<?, ?> map -> {
                Map<Object, Object> plain = new LinkedHashMap<>();
                map.forEach((k, v) -> plain.put(plain(k), plain(v)));
                yield plain;
            }
            case Optional<?> maybe -> maybe.map(StateView::plain).orElse(Optional.empty());
            default -> value.getClass().isArray() ? elements(value) : value;
        };
    }

    private static List<Object> elements(Object array) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(plain(Array.get(array, i)));
        }
        return elements;
    }

    private static Map<String, Object> components(Record record) {
        Map<String, Object> components = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true); // records need not be public
                Object value = component.getAccessor().invoke(record);
                components.put(component.getName(), value == null ? "null" : plain(value));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component + " of " + record + " cannot be read", e);
            }
        }
        return components;
    }
}
