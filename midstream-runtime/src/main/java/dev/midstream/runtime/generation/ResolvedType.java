package dev.midstream.runtime.generation;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A type without variables: what {@code T} is where it is used.
 *
 * @param raw the class; {@link Passed} for a method's own variable, whose values come from the
 *     caller
 * @param arguments its type arguments, or an array's component
 */
record ResolvedType(Class<?> raw, List<ResolvedType> arguments) {

    /** Stands for what the caller of a generic method gave to it. */
    static final class Passed {
        private Passed() {}
    }

    /** A type where some variables are known. */
    static ResolvedType of(Type type, Map<TypeVariable<?>, ResolvedType> known) {
        return switch (type) {
            case Class<?> plain when plain.isArray() ->
                    new ResolvedType(plain, List.of(of(plain.componentType(), known)));
            case Class<?> plain ->
                    new ResolvedType(
                            plain,
                            List.of(plain.getTypeParameters()).stream()
                                    .map(_ -> new ResolvedType(Object.class, List.of()))
                                    .toList());
            case ParameterizedType generic ->
                    new ResolvedType(
                            (Class<?>) generic.getRawType(),
                            List.of(generic.getActualTypeArguments()).stream()
                                    .map(argument -> of(argument, known))
                                    .toList());
            case WildcardType wildcard -> of(wildcard.getUpperBounds()[0], known);
            case GenericArrayType array -> {
                ResolvedType component = of(array.getGenericComponentType(), known);
                yield new ResolvedType(component.raw().arrayType(), List.of(component));
            }
            case TypeVariable<?> variable ->
                    Optional.ofNullable(known.get(variable))
                            .orElseGet(() -> bound(variable, known));
            default -> new ResolvedType(Object.class, List.of());
        };
    }

    private static ResolvedType bound(
            TypeVariable<?> variable, Map<TypeVariable<?>, ResolvedType> known) {
        Map<TypeVariable<?>, ResolvedType> more = new HashMap<>(known);
        more.put(variable, new ResolvedType(Object.class, List.of())); // T extends Comparable<T>
        return of(variable.getBounds()[0], more);
    }

    /** What the variables of a type and of all above it are, given its arguments. */
    Map<TypeVariable<?>, ResolvedType> variables() {
        Map<TypeVariable<?>, ResolvedType> known = new HashMap<>();
        TypeVariable<?>[] own = raw.getTypeParameters();
        for (int i = 0; i < own.length && i < arguments.size(); i++) {
            known.put(own[i], arguments.get(i));
        }
        List<Type> above = new ArrayList<>(List.of(raw.getGenericInterfaces()));
        Optional.ofNullable(raw.getGenericSuperclass()).ifPresent(above::add);
        for (Type parent : above) {
            known.putAll(of(parent, known).variables());
        }
        return known;
    }

    /** As {@link #variables}, with those of a method that its caller's arguments fix. */
    static Map<TypeVariable<?>, ResolvedType> ofMethod(
            Map<TypeVariable<?>, ResolvedType> known, Method method) {
        Map<TypeVariable<?>, ResolvedType> all = new HashMap<>(known);
        for (TypeVariable<?> variable : method.getTypeParameters()) {
            for (Type parameter : method.getGenericParameterTypes()) {
                if (gives(parameter, variable)) {
                    all.put(variable, new ResolvedType(Passed.class, List.of()));
                }
            }
        }
        return all;
    }

    /** Whether a parameter brings values of a variable's type; {@code Class<T>} brings none. */
    private static boolean gives(Type parameter, TypeVariable<?> variable) {
        return switch (parameter) {
            case TypeVariable<?> other -> other.equals(variable);
            case GenericArrayType array -> gives(array.getGenericComponentType(), variable);
            case ParameterizedType generic ->
                    generic.getRawType() != Class.class
                            && List.of(generic.getActualTypeArguments()).stream()
                                    .anyMatch(argument -> gives(argument, variable));
            case WildcardType wildcard -> gives(wildcard.getUpperBounds()[0], variable);
            default -> false;
        };
    }

    /** As source writes it, without packages. */
    @Override
    public String toString() {
        if (raw.isArray()) {
            return arguments.getFirst() + "[]";
        }
        return raw.getSimpleName()
                + (arguments.isEmpty()
                        ? ""
                        : arguments.stream()
                                .map(ResolvedType::toString)
                                .collect(Collectors.joining(", ", "<", ">")));
    }
}
