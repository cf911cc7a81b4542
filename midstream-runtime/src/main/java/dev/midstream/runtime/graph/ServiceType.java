package dev.midstream.runtime.graph;

import java.lang.classfile.Signature;
import java.lang.classfile.Signature.ClassTypeSig;
import java.lang.classfile.Signature.TypeArg;
import java.lang.constant.ClassDesc;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The identity of a service: its full generic type.
 *
 * @param signature the type as class files write it, for example {@code Ljava/util/Map<…>;}
 */
public record ServiceType(String signature) {

    private static final String LIST = "java/util/List";
    private static final String ACTORS = "dev/midstream/api/Actors";

    /** The service type of a type in a class file's signature. */
    static ServiceType of(Signature type) {
        return new ServiceType(type.signatureString());
    }

    /** The service type of a class without type parameters. */
    public static ServiceType of(Class<?> type) {
        return new ServiceType(type.descriptorString());
    }

    /** What a {@code List<T>} collects; empty if this is no list of a plain type. */
    Optional<ServiceType> element() {
        if (parsed() instanceof ClassTypeSig type
                && internalName(type).equals(LIST)
                && type.typeArgs().size() == 1
                && type.typeArgs().getFirst() instanceof TypeArg.Bounded bounded
                && bounded.wildcardIndicator() == TypeArg.Bounded.WildcardIndicator.NONE) {
            return Optional.of(of(bounded.boundType()));
        }
        return Optional.empty();
    }

    /** Whose messages an {@code Actors<M>} takes; empty if this is something else. */
    Optional<ServiceType> messages() {
        if (parsed() instanceof ClassTypeSig type
                && internalName(type).equals(ACTORS)
                && type.typeArgs().size() == 1
                && type.typeArgs().getFirst() instanceof TypeArg.Bounded bounded
                && bounded.wildcardIndicator() == TypeArg.Bounded.WildcardIndicator.NONE) {
            return Optional.of(of(bounded.boundType()));
        }
        return Optional.empty();
    }

    /** The binary name of its class; its type arguments are left out. */
    public String className() {
        return parsed() instanceof ClassTypeSig named
                ? internalName(named).replace('/', '.')
                : signature;
    }

    /** Whether values of it can be services at all: a class or interface, no type variable. */
    boolean isService() {
        return parsed() instanceof ClassTypeSig;
    }

    private Signature parsed() {
        return Signature.parseFrom(signature);
    }

    private static String internalName(ClassTypeSig type) {
        String outer = type.outerType().map(sig -> internalName(sig) + "$").orElse("");
        return outer + type.className();
    }

    /** The type as Java source writes it, with full names. */
    @Override
    public String toString() {
        return source(parsed());
    }

    private static String source(Signature type) {
        return switch (type) {
            case Signature.BaseTypeSig base ->
                    ClassDesc.ofDescriptor(base.signatureString()).displayName();
            case Signature.ArrayTypeSig array -> source(array.componentSignature()) + "[]";
            case Signature.TypeVarSig variable -> variable.identifier();
            case ClassTypeSig named -> {
                String name = internalName(named).replace('/', '.').replace('$', '.');
                yield named.typeArgs().isEmpty()
                        ? name
                        : name
                                + named.typeArgs().stream()
                                        .map(ServiceType::source)
                                        .collect(Collectors.joining(", ", "<", ">"));
            }
        };
    }

    private static String source(TypeArg argument) {
        return switch (argument) {
            case TypeArg.Unbounded ignored -> "?";
            case TypeArg.Bounded bounded ->
                    switch (bounded.wildcardIndicator()) {
                        case NONE -> source(bounded.boundType());
                        case EXTENDS -> "? extends " + source(bounded.boundType());
                        case SUPER -> "? super " + source(bounded.boundType());
                    };
        };
    }
}
