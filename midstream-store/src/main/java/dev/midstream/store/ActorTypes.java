package dev.midstream.store;

import dev.midstream.api.Actor;
import dev.midstream.runtime.SnapshotError;
import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.finding.MidstreamException;
import dev.midstream.runtime.migration.ActorShapes;
import dev.midstream.runtime.shape.OpenWorld;
import dev.midstream.runtime.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a behaviour's states and messages are made of, as its classes say it.
 *
 * @param state the shape of states
 * @param message the shape of messages
 * @param shapes both, with the migrations that are written beside them
 * @param loader has the classes of both
 */
record ActorTypes(Shape state, Shape message, ActorShapes shapes, ClassLoader loader) {

    static ActorTypes of(Behaviour behaviour) {
        List<String> arguments = arguments(behaviour.actorClass(), Map.of()).orElseThrow();
        try {
            ActorShapes shapes =
                    ActorShapes.read(
                            behaviour.type(),
                            arguments.getFirst(),
                            arguments.getLast(),
                            List.of(),
                            name -> model(name, behaviour.loader()));
            return new ActorTypes(
                    shapes.shapes().shape(shapes.state()),
                    shapes.shapes().shape(shapes.message()),
                    shapes,
                    behaviour.loader());
        } catch (OpenWorld e) {
            throw new MidstreamException(
                    SnapshotError.FAILED,
                    behaviour.type(),
                    "its classes were verified, and yet can hold " + e.path(),
                    "Report it");
        }
    }

    /** The bytes that a class was defined from are with the loader that has defined it. */
    private static Optional<ClassModel> model(String internalName, ClassLoader loader) {
        try {
            Class<?> type = Class.forName(internalName.replace('/', '.'), false, loader);
            ClassLoader owner = type.getClassLoader();
            if (owner == null) {
                return Optional.empty();
            }
            try (InputStream bytes = owner.getResourceAsStream(internalName + ".class")) {
                return bytes == null
                        ? Optional.empty()
                        : Optional.of(ClassFile.of().parse(bytes.readAllBytes()));
            }
        } catch (ClassNotFoundException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the class " + internalName + " cannot be read", e);
        }
    }

    /** What an actor class has in place of {@code S} and {@code M}. */
    private static Optional<List<String>> arguments(Type type, Map<String, String> variables) {
        Class<?> raw;
        Map<String, String> own = new HashMap<>();
        List<String> given = new ArrayList<>();
        if (type instanceof ParameterizedType generic) {
            raw = (Class<?>) generic.getRawType();
            for (Type argument : generic.getActualTypeArguments()) {
                given.add(signature(argument, variables));
            }
            TypeVariable<?>[] parameters = raw.getTypeParameters();
            for (int i = 0; i < parameters.length; i++) {
                own.put(parameters[i].getName(), given.get(i));
            }
        } else {
            raw = (Class<?>) type;
        }
        if (raw == Actor.class) {
            return given.isEmpty() ? Optional.empty() : Optional.of(given);
        }
        List<Type> above = new ArrayList<>(List.of(raw.getGenericInterfaces()));
        Optional.ofNullable(raw.getGenericSuperclass()).ifPresent(above::add);
        for (Type parent : above) {
            Optional<List<String>> found = arguments(parent, own);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A type as class files write it. */
    private static String signature(Type type, Map<String, String> variables) {
        return switch (type) {
            case Class<?> plain -> plain.descriptorString();
            case GenericArrayType array ->
                    "[" + signature(array.getGenericComponentType(), variables);
            case TypeVariable<?> variable -> variables.getOrDefault(variable.getName(), "?");
            case WildcardType wildcard -> "+" + signature(wildcard.getUpperBounds()[0], variables);
            case ParameterizedType generic -> {
                String raw = ((Class<?>) generic.getRawType()).descriptorString();
                StringBuilder text = new StringBuilder(raw.substring(0, raw.length() - 1));
                text.append('<');
                for (Type argument : generic.getActualTypeArguments()) {
                    text.append(signature(argument, variables));
                }
                yield text.append(">;").toString();
            }
            default -> throw new IllegalArgumentException(type.toString());
        };
    }
}
