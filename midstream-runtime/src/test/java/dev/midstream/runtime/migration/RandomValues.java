package dev.midstream.runtime.migration;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Random values of types, by reflection; now and then null where that can be. */
final class RandomValues {

    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    Object value(Class<?> type) throws ReflectiveOperationException {
        return record(type, 0);
    }

    private Object record(Class<?> type, int depth) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = any(components[i].getGenericType(), depth + 1);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private @Nullable Object any(Type type, int depth) throws ReflectiveOperationException {
        return switch (type) {
            case Class<?> plain when plain.isArray() -> array(plain.getComponentType(), depth);
            case GenericArrayType array -> throw new AssertionError(array);
            case Class<?> plain -> plain(plain, depth);
            case ParameterizedType held -> container(held, depth);
            default -> throw new AssertionError(type);
        };
    }

    private Object array(Class<?> element, int depth) throws ReflectiveOperationException {
        Object array = Array.newInstance(element, few(depth));
        for (int i = 0; i < Array.getLength(array); i++) {
            Array.set(array, i, any(element, depth + 1));
        }
        return array;
    }

    private int few(int depth) {
        return depth > 6 ? 0 : random.nextInt(3);
    }

    private Object container(ParameterizedType type, int depth)
            throws ReflectiveOperationException {
        Type of = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        int count = few(depth);
        List<@Nullable Object> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(any(of, depth + 1));
        }
        if (type.getRawType() == List.class) {
            return random.nextBoolean() || made.contains(null) ? made : List.copyOf(made);
        }
        if (type.getRawType() == Set.class) {
            made.removeIf(Objects::isNull);
            return new LinkedHashSet<>(made);
        }
        if (type.getRawType() == Map.class) {
            Map<Object, @Nullable Object> map = new LinkedHashMap<>();
            made.forEach(each -> map.put("k" + random.nextInt(100), each));
            return map;
        }
        return made.isEmpty() ? Optional.empty() : Optional.ofNullable(made.getFirst());
    }

    private @Nullable Object plain(Class<?> type, int depth) throws ReflectiveOperationException {
        if (!type.isPrimitive() && random.nextInt(12) == 0) {
            return null;
        }
        if (type.isRecord()) {
            return record(type, depth);
        }
        if (type.isSealed()) {
            Class<?>[] cases = type.getPermittedSubclasses();
            return record(cases[random.nextInt(cases.length)], depth);
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        return leaf(type);
    }

    private Object leaf(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int", "Integer" -> random.nextInt();
            case "long", "Long" -> random.nextLong();
            case "double" -> random.nextBoolean() ? random.nextDouble() : Double.NaN;
            case "float" -> random.nextBoolean() ? random.nextFloat() : -0.0f;
            case "short" -> (short) random.nextInt();
            case "char" -> (char) random.nextInt();
            case "boolean" -> random.nextBoolean();
            case "String" -> "s" + random.nextInt();
            case "BigDecimal" -> BigDecimal.valueOf(random.nextLong(), random.nextInt(9));
            case "Instant" -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1000));
            case "UUID" -> new UUID(random.nextLong(), random.nextLong());
            default -> throw new AssertionError(type);
        };
    }
}
