package dev.midstream.store.encoding;

import dev.midstream.api.Result;
import dev.midstream.runtime.migration.Raw;
import dev.midstream.runtime.shape.Container;
import dev.midstream.runtime.shape.Definition;
import dev.midstream.runtime.shape.Shape;
import dev.midstream.runtime.shape.Type;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shapes and values of them, by chance; equal seeds, equal shapes and values. One thread. */
final class RandomShapes {

    private final Random random;
    private final RandomLeaves leaves;
    private final Map<Type.Named, Definition> definitions = new LinkedHashMap<>();

    RandomShapes(long seed) {
        random = new Random(seed);
        leaves = new RandomLeaves(random);
    }

    /** A shape of some records, sealed types and enums that contain each other. */
    Shape shape() {
        int types = 1 + random.nextInt(6);
        List<Type.Named> named = new ArrayList<>();
        for (int i = 0; i < types; i++) {
            named.add(new Type.Named("Lapp/T" + i + ";"));
        }
        List<Type.Named> records = new ArrayList<>();
        for (Type.Named each : named) {
            boolean first = records.isEmpty();
            Definition definition =
                    switch (first ? 0 : random.nextInt(4)) {
                        case 1 -> new Definition.Choice(List.of("A", "B", "Ü"));
                        case 2 -> new Definition.Sum(List.copyOf(new LinkedHashSet<>(records)));
                        default -> {
                            records.add(each);
                            yield product(named);
                        }
                    };
            definitions.put(each, definition);
        }
        return new Shape(type(named, 0), definitions);
    }

    private Definition product(List<Type.Named> named) {
        List<Definition.Component> components = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            components.add(new Definition.Component("c" + i, type(named, 0), Optional.empty()));
        }
        return new Definition.Product(components, false);
    }

    private Type type(List<Type.Named> named, int depth) {
        int kind = random.nextInt(depth > 3 ? 6 : 10);
        if (kind < 4) {
            return new Type.Leaf(leaves.signature());
        }
        if (kind < 6) {
            return named.get(random.nextInt(named.size()));
        }
        List<Container> all = List.of(Container.values());
        Container container = all.get(random.nextInt(all.size()));
        int arguments = container == Container.MAP ? 2 : 1;
        List<Type> of = new ArrayList<>();
        for (int i = 0; i < arguments; i++) {
            Type argument = type(named, depth + 1);
            boolean primitive = argument.signature().length() == 1;
            of.add(
                    primitive && container != Container.ARRAY
                            ? new Type.Leaf("Ljava/lang/String;")
                            : argument);
        }
        return new Type.Many(container, of);
    }

    /** A value of a type; null now and then, where there is one. */
    @Nullable Object nullable(Type type, int depth) {
        boolean primitive = type.signature().length() == 1;
        boolean none = !primitive && (depth > 6 || random.nextInt(8) == 0);
        return none ? null : value(type, depth);
    }

    Object value(Type type, int depth) {
        return switch (type) {
            case Type.Leaf leaf -> leaves.value(leaf.signature());
            case Type.Many many -> many(many, depth);
            case Type.Named named ->
                    switch (Objects.requireNonNull(definitions.get(named))) {
                        case Definition.Choice choice ->
                                new Raw.Constant(
                                        named,
                                        choice.constants()
                                                .get(random.nextInt(choice.constants().size())));
                        case Definition.Sum sum ->
                                value(sum.cases().get(random.nextInt(sum.cases().size())), depth);
                        case Definition.Product product -> {
                            List<@Nullable Object> values = new ArrayList<>();
                            for (Definition.Component each : product.components()) {
                                values.add(nullable(each.type(), depth + 1));
                            }
                            yield new Raw.Values(named, values.toArray());
                        }
                    };
        };
    }

    private Object many(Type.Many many, int depth) {
        Type first = many.of().getFirst();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = depth > 5 ? 0 : random.nextInt(4); i > 0; i--) {
            values.add(nullable(first, depth + 1));
        }
        return switch (many.container()) {
            case LIST -> values;
            // A raw record is equal to itself only, so a set of them has no two that are equal.
            case SET -> new LinkedHashSet<>(values);
            case MAP -> {
                Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
                values.forEach(key -> map.put(key, nullable(many.of().getLast(), depth + 1)));
                yield map;
            }
            case OPTIONAL -> Optional.ofNullable(values.isEmpty() ? null : values.getFirst());
            case RESULT ->
                    random.nextBoolean()
                            ? new Result.Failed<>("why", "not")
                            : new Result.Ok<>(Objects.requireNonNull(value(first, depth + 1)));
            case ARRAY -> {
                Object array = Array.newInstance(component(first), values.size());
                for (int i = 0; i < values.size(); i++) {
                    Array.set(array, i, values.get(i));
                }
                yield array;
            }
        };
    }

    private static Class<?> component(Type type) {
        if (type.signature().length() == 1) {
            return RandomLeaves.primitive(type.signature());
        }
        return Object.class;
    }

    /** Whether two values say the same, also in arrays, sets and maps, order included. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        if (one instanceof Raw.Values left && other instanceof Raw.Values right) {
            return left.type().equals(right.type())
                    && same(list(left.components()), list(right.components()));
        }
        if (one.getClass().isArray() && other.getClass().isArray()) {
            return one.getClass().componentType().isPrimitive()
                            == other.getClass().componentType().isPrimitive()
                    && same(list(one), list(other));
        }
        if (one instanceof List<?> left && other instanceof List<?> right) {
            return left.size() == right.size() && inOrder(left, right);
        }
        if (one instanceof Set<?> left && other instanceof Set<?> right) {
            return same(new ArrayList<>(left), new ArrayList<>(right));
        }
        if (one instanceof Map<?, ?> left && other instanceof Map<?, ?> right) {
            return same(new ArrayList<>(left.keySet()), new ArrayList<>(right.keySet()))
                    && same(new ArrayList<>(left.values()), new ArrayList<>(right.values()));
        }
        if (one instanceof Optional<?> left && other instanceof Optional<?> right) {
            return same(left.orElse(null), right.orElse(null));
        }
        if (one instanceof Result.Ok<?>(Object left) && other instanceof Result.Ok<?>(Object r)) {
            return same(left, r);
        }
        return one.equals(other); // an Asked is its number
    }

    private static boolean inOrder(List<?> left, List<?> right) {
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<@Nullable Object> list(Object array) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            values.add(Array.get(array, i));
        }
        return Collections.unmodifiableList(values);
    }
}
