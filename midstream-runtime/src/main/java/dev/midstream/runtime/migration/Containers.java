package dev.midstream.runtime.migration;

import dev.midstream.api.Result;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converters of what holds other values. Results are immutable and iterate in the order of what
 * they were made of. Containers whose elements stay are kept if they are of the JDK's plain
 * classes; any other class may be the old generation's, or hold something of it, and is copied.
 */
final class Containers {

    private static final Set<Class<?>> PLAIN =
            Stream.of(
                            List.of(),
                            List.of(1),
                            Set.of(),
                            Set.of(1),
                            Map.of(),
                            Map.of(1, 1),
                            new ArrayList<>(),
                            new HashSet<>(),
                            new LinkedHashSet<>(),
                            new HashMap<>(),
                            new LinkedHashMap<>())
                    .map(Object::getClass)
                    .collect(Collectors.toUnmodifiableSet());

    private Containers() {}

    private abstract static class Holding extends Converter {
        final boolean kept;

        Holding(Converter... of) {

            this.kept = Arrays.stream(of).allMatch(Converter::identity);
        }

        @Override
        @Nullable Object convert(@Nullable Object value, Walk walk) throws Throwable {
            return value == null || (kept && PLAIN.contains(value.getClass()))
                    ? value
                    : converted(value, walk);
        }

        abstract Object converted(Object value, Walk walk) throws Throwable;
    }

    static Converter list(Converter of) {
        return new Holding(of) {
            @Override
            Object converted(Object value, Walk walk) throws Throwable {
                List<?> list = (List<?>) value;
                @Nullable Object[] made = new Object[list.size()];
                boolean nulls = false;
                int i = 0;
                for (Object each : list) {
                    Object became = of.convert(each, walk);
                    nulls |= became == null;
                    made[i++] = became;
                }
                return nulls ? Collections.unmodifiableList(Arrays.asList(made)) : List.of(made);
            }

            @Override
            void locate(@Nullable Object value, String path, int deeper) throws MigrationFailed {
                if (value instanceof List<?> list) {
                    int i = 0;
                    for (Object each : list) {
                        of.locate(each, path + "[" + i++ + "]", deeper);
                    }
                }
                super.locate(value, path, deeper);
            }

            @Override
            void inside(@Nullable Object value, BiConsumer<PairConverter, Object> found)
                    throws Throwable {
                if (value instanceof List<?> list) {
                    for (Object each : list) {
                        of.inside(each, found);
                    }
                }
            }
        };
    }

    static Converter set(Converter of) {
        return new Holding(of) {
            @Override
            Object converted(Object value, Walk walk) throws Throwable {
                Set<?> set = (Set<?>) value;
                Set<@Nullable Object> made = LinkedHashSet.newLinkedHashSet(set.size());
                for (Object each : set) {
                    Object became = of.convert(each, walk);
                    if (!made.add(became)) {
                        throw new MigrationFailed("", "two elements would become " + clip(became));
                    }
                }
                return made.isEmpty() ? Set.of() : Collections.unmodifiableSet(made);
            }

            @Override
            void locate(@Nullable Object value, String path, int deeper) throws MigrationFailed {
                if (value instanceof Set<?> set) {
                    for (Object each : set) {
                        of.locate(each, path + "[" + clip(each) + "]", deeper);
                    }
                }
                super.locate(value, path, deeper);
            }

            @Override
            void inside(@Nullable Object value, BiConsumer<PairConverter, Object> found)
                    throws Throwable {
                if (value instanceof Set<?> set) {
                    for (Object each : set) {
                        of.inside(each, found);
                    }
                }
            }
        };
    }

    static Converter map(Converter keys, Converter values) {
        return new Holding(keys, values) {
            @Override
            Object converted(Object value, Walk walk) throws Throwable {
                Map<?, ?> map = (Map<?, ?>) value;
                Map<@Nullable Object, @Nullable Object> made =
                        LinkedHashMap.newLinkedHashMap(map.size());
                int size = 0;
                for (Map.Entry<?, ?> each : map.entrySet()) {
                    Object key = keys.convert(each.getKey(), walk);
                    made.put(key, values.convert(each.getValue(), walk));
                    if (made.size() != ++size) {
                        throw new MigrationFailed("", "two keys would become " + clip(key));
                    }
                }
                return made.isEmpty() ? Map.of() : Collections.unmodifiableMap(made);
            }

            @Override
            void locate(@Nullable Object value, String path, int deeper) throws MigrationFailed {
                if (value instanceof Map<?, ?> map) {
                    for (Map.Entry<?, ?> each : map.entrySet()) {
                        String at = path + "{" + clip(each.getKey()) + "}";
                        keys.locate(each.getKey(), at, deeper);
                        values.locate(each.getValue(), at, deeper);
                    }
                }
                super.locate(value, path, deeper);
            }

            @Override
            void inside(@Nullable Object value, BiConsumer<PairConverter, Object> found)
                    throws Throwable {
                if (value instanceof Map<?, ?> map) {
                    for (Map.Entry<?, ?> each : map.entrySet()) {
                        keys.inside(each.getKey(), found);
                        values.inside(each.getValue(), found);
                    }
                }
            }
        };
    }

    /** Optional and Result: at most one value, in a class that all generations share. */
    static Converter one(Converter of) {
        if (of.identity()) {
            return Simple.SAME;
        }
        return new Converter() {
            @Override
            @Nullable Object convert(@Nullable Object value, Walk walk) throws Throwable {
                return switch (value) {
                    case Optional<?> some when some.isPresent() ->
                            Optional.ofNullable(of.convert(some.get(), walk));
                    case Result.Ok<?> ok ->
                            new Result.Ok<>(Objects.requireNonNull(of.convert(ok.value(), walk)));
                    case null, default -> value;
                };
            }

            @Override
            void locate(@Nullable Object value, String path, int deeper) throws MigrationFailed {
                of.locate(content(value), path, deeper);
                super.locate(value, path, deeper);
            }

            @Override
            void inside(@Nullable Object value, BiConsumer<PairConverter, Object> found)
                    throws Throwable {
                of.inside(content(value), found);
            }
        };
    }

    private static @Nullable Object content(@Nullable Object value) {
        return switch (value) {
            case Optional<?> some when some.isPresent() -> some.get();
            case Result.Ok<?> ok -> ok.value();
            case null, default -> null;
        };
    }

    /**
     * Arrays.
     *
     * @param element the class of the new array's elements
     */
    static Converter array(Converter of, Class<?> element, boolean sameClass) {
        if (of.identity() && sameClass) {
            return Simple.SAME;
        }
        return new Converter() {
            @Override
            @Nullable Object convert(@Nullable Object value, Walk walk) throws Throwable {
                if (value == null) {
                    return null;
                }
                int length = Array.getLength(value);
                Object made = Array.newInstance(element, length);
                for (int i = 0; i < length; i++) {
                    Array.set(made, i, of.convert(Array.get(value, i), walk));
                }
                return made;
            }

            @Override
            void locate(@Nullable Object value, String path, int deeper) throws MigrationFailed {
                for (int i = 0; value != null && i < Array.getLength(value); i++) {
                    of.locate(Array.get(value, i), path + "[" + i + "]", deeper);
                }
                super.locate(value, path, deeper);
            }

            @Override
            void inside(@Nullable Object value, BiConsumer<PairConverter, Object> found)
                    throws Throwable {
                for (int i = 0; value != null && i < Array.getLength(value); i++) {
                    of.inside(Array.get(value, i), found);
                }
            }
        };
    }

    /** A key or element in a path. */
    private static String clip(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
