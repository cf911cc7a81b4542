package dev.midstream.runtime.graph;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassSignature;
import java.lang.classfile.Signature;
import java.lang.classfile.Signature.ClassTypeSig;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells types whose values are plain data all the way down: primitives, String, value types of the
 * JDK, enums, records and sealed interfaces of these, List, Set, Map, Optional and arrays of these.
 * Used by one thread.
 */
final class ClosedWorld {

    /** Nested type arguments that grow without end are cut here. */
    private static final int DEEPEST = 64;

    private static final Set<String> LEAVES =
            Set.of(
                    "java/lang/String",
                    "java/lang/Boolean",
                    "java/lang/Byte",
                    "java/lang/Short",
                    "java/lang/Character",
                    "java/lang/Integer",
                    "java/lang/Long",
                    "java/lang/Float",
                    "java/lang/Double",
                    "java/math/BigDecimal",
                    "java/math/BigInteger",
                    "java/net/URI",
                    "java/time/DayOfWeek",
                    "java/time/Duration",
                    "java/time/Instant",
                    "java/time/LocalDate",
                    "java/time/LocalDateTime",
                    "java/time/LocalTime",
                    "java/time/Month",
                    "java/time/MonthDay",
                    "java/time/OffsetDateTime",
                    "java/time/OffsetTime",
                    "java/time/Period",
                    "java/time/Year",
                    "java/time/YearMonth",
                    "java/time/ZoneId",
                    "java/time/ZoneOffset",
                    "java/time/ZonedDateTime",
                    "java/util/Currency",
                    "java/util/Locale",
                    "java/util/OptionalDouble",
                    "java/util/OptionalInt",
                    "java/util/OptionalLong",
                    "java/util/UUID",
                    "dev/midstream/api/Asked");

    private static final Set<String> CONTAINERS =
            Set.of(
                    "java/util/List",
                    "java/util/Set",
                    "java/util/Map",
                    "java/util/Optional",
                    "dev/midstream/api/Result");

    private final Function<String, Optional<ClassModel>> find;
    private final Set<String> seen = new HashSet<>();

    /** A check that finds classes by internal name. */
    ClosedWorld(Function<String, Optional<ClassModel>> find) {
        this.find = find;
    }

    /**
     * The first place that can hold something else.
     *
     * @param type a type without type variables, as class files write it
     * @return {@code Cart.lines[].meta → java.lang.Object}; empty if there is none
     */
    Optional<String> offence(String type) {
        Signature root = Signature.parseFrom(type);
        return offence(SignatureText.simpleName(root), root, 0);
    }

    private Optional<String> offence(String path, Signature type, int depth) {
        return switch (type) {
            case Signature.BaseTypeSig ignored -> Optional.empty();
            case Signature.ArrayTypeSig array ->
                    offence(path + "[]", array.componentSignature(), depth + 1);
            case Signature.TypeVarSig variable ->
                    Optional.of(path + " → type variable " + variable.identifier());
            case ClassTypeSig named -> named(path, named, depth);
        };
    }

    private Optional<String> named(String path, ClassTypeSig type, int depth) {
        String name = SignatureText.internalName(type);
        if (LEAVES.contains(name)) {
            return Optional.empty();
        }
        if (CONTAINERS.contains(name)) {
            return container(path, type, depth);
        }
        if (!seen.add(type.signatureString())) {
            return Optional.empty();
        }
        if (depth > DEEPEST) {
            return Optional.of(path + " → nested deeper than " + DEEPEST);
        }
        ClassModel model = find.apply(name).orElse(null);
        if (model == null) {
            return Optional.of(path + " → " + name.replace('/', '.'));
        }
        if (model.flags().has(AccessFlag.ENUM)) {
            return Optional.empty();
        }
        Map<String, String> variables = SignatureText.variables(model, type);
        Optional<List<RecordComponentInfo>> components =
                model.findAttribute(Attributes.record()).map(record -> record.components());
        if (components.isPresent()) {
            return components(path, components.get(), variables, depth);
        }
        boolean sealed =
                model.flags().has(AccessFlag.INTERFACE)
                        && model.findAttribute(Attributes.permittedSubclasses()).isPresent();
        return sealed
                ? cases(path, model, type, depth)
                : Optional.of(path + " → " + name.replace('/', '.').replace('$', '.'));
    }

    private Optional<String> container(String path, ClassTypeSig type, int depth) {
        if (type.typeArgs().isEmpty()) {
            return Optional.of(path + " → raw " + type.className().replace('/', '.'));
        }
        String element = path.endsWith("[]") || type.typeArgs().size() == 1 ? "[]" : "{}";
        for (Signature.TypeArg argument : type.typeArgs()) {
            boolean bounded =
                    argument instanceof Signature.TypeArg.Bounded bound
                            && bound.wildcardIndicator()
                                    != Signature.TypeArg.Bounded.WildcardIndicator.SUPER;
            if (!bounded) {
                return Optional.of(path + element + " → java.lang.Object");
            }
            Optional<String> offence =
                    offence(
                            path + element,
                            ((Signature.TypeArg.Bounded) argument).boundType(),
                            depth + 1);
            if (offence.isPresent()) {
                return offence;
            }
        }
        return Optional.empty();
    }

    private Optional<String> components(
            String path,
            List<RecordComponentInfo> components,
            Map<String, String> variables,
            int depth) {
        for (RecordComponentInfo component : components) {
            String written =
                    component
                            .findAttribute(Attributes.signature())
                            .map(signature -> signature.signature().stringValue())
                            .orElse(component.descriptor().stringValue());
            String type = SignatureText.substitute(Signature.parseFrom(written), variables);
            Optional<String> offence =
                    offence(
                            path + "." + component.name().stringValue(),
                            Signature.parseFrom(type),
                            depth + 1);
            if (offence.isPresent()) {
                return offence;
            }
        }
        return Optional.empty();
    }

    private Optional<String> cases(String path, ClassModel model, ClassTypeSig type, int depth) {
        for (String permitted : permitted(model)) {
            String signature =
                    find.apply(permitted)
                            .map(each -> SignatureText.asSubtype(each, type))
                            .orElse("L" + permitted + ";");
            Signature parsed = Signature.parseFrom(signature);
            String simple = SignatureText.simpleName(parsed);
            String inside = simple.startsWith(path + ".") ? simple : path + "(" + simple + ")";
            Optional<String> offence = offence(inside, parsed, depth + 1);
            if (offence.isPresent()) {
                return offence;
            }
        }
        return Optional.empty();
    }

    /** The direct subtypes of a sealed type; none if it is not sealed. */
    static List<String> permitted(ClassModel model) {
        return model.findAttribute(Attributes.permittedSubclasses())
                .map(sealed ->
                        sealed.permittedSubclasses().stream()
                                .map(each -> each.asInternalName())
                                .toList())
                .orElse(List.of());
    }

    /** What a class says about its supertypes. */
    static ClassSignature signature(ClassModel model) {
        return model.findAttribute(Attributes.signature())
                .map(attribute -> attribute.asClassSignature())
                .orElseGet(() -> SignatureText.plain(model));
    }
}
