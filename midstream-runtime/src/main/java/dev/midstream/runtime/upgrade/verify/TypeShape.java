package dev.midstream.runtime.upgrade.verify;

import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All of a public type that code compiled against it may rely on, as text. Bodies are not in it;
 * constants are, since compilers copy them.
 *
 * @param members one line each
 */
record TypeShape(Set<String> members) {

    private static final Map<Integer, String> FLAGS = new TreeMap<>(words());

    private static Map<Integer, String> words() {
        return Map.of(
                ClassFile.ACC_PUBLIC, "public",
                ClassFile.ACC_PROTECTED, "protected",
                ClassFile.ACC_STATIC, "static",
                ClassFile.ACC_FINAL, "final",
                ClassFile.ACC_ABSTRACT, "abstract",
                ClassFile.ACC_INTERFACE, "interface");
    }

    /** The shape of a class file; empty if nothing outside its package can refer to it. */
    static Optional<TypeShape> of(byte[] bytes) {
        ClassModel type = ClassFile.of().parse(bytes);
        if (!type.flags().has(AccessFlag.PUBLIC) || type.flags().has(AccessFlag.SYNTHETIC)) {
            return Optional.empty();
        }
        Set<String> members = new TreeSet<>();
        members.add("type: " + flags(type.flags().flagsMask()) + generics(type));
        type.superclass().ifPresent(parent -> members.add("extends " + parent.asInternalName()));
        type.interfaces().forEach(i -> members.add("implements " + i.asInternalName()));
        type.findAttribute(Attributes.permittedSubclasses())
                .ifPresent(permitted ->
                        permitted
                                .permittedSubclasses()
                                .forEach(p -> members.add("permits " + p.asInternalName())));
        type.findAttribute(Attributes.record())
                .ifPresent(record ->
                        members.add(
                                "components "
                                        + record.components().stream()
                                                .map(c -> c.name().stringValue())
                                                .toList()));
        List<String> constants = new ArrayList<>();
        for (FieldModel field : type.fields()) {
            if (field.flags().has(AccessFlag.ENUM)) {
                constants.add(field.fieldName().stringValue());
            } else if (reliedOn(field.flags().flagsMask())) {
                members.add(describe(field));
            }
        }
        if (!constants.isEmpty()) {
            members.add("constants " + constants);
        }
        for (MethodModel method : type.methods()) {
            if (reliedOn(method.flags().flagsMask())) {
                members.add(describe(method));
            }
        }
        return Optional.of(new TypeShape(members));
    }

    /** What another shape of the same type has besides, and what it lacks. */
    List<String> differencesTo(TypeShape other) {
        Set<String> added = new TreeSet<>(other.members);
        added.removeAll(members);
        Set<String> removed = new TreeSet<>(members);
        removed.removeAll(other.members);
        List<String> differences = new ArrayList<>();
        if (!added.isEmpty()) {
            differences.add("added " + added);
        }
        if (!removed.isEmpty()) {
            differences.add("removed " + removed);
        }
        return differences;
    }

    private static boolean reliedOn(int flags) {
        return (flags & (ClassFile.ACC_PUBLIC | ClassFile.ACC_PROTECTED)) != 0
                && (flags & ClassFile.ACC_SYNTHETIC) == 0;
    }

    private static String describe(FieldModel field) {
        String value =
                field.findAttribute(Attributes.constantValue())
                        .map(constant -> " = " + constant.constant().constantValue())
                        .orElse("");
        return flags(field.flags().flagsMask())
                + name(field.fieldTypeSymbol())
                + " "
                + field.fieldName().stringValue()
                + value
                + generics(field);
    }

    private static String describe(MethodModel method) {
        String parameters =
                method.methodTypeSymbol().parameterList().stream()
                        .map(TypeShape::name)
                        .collect(Collectors.joining(", ", "(", ")"));
        return flags(method.flags().flagsMask())
                + name(method.methodTypeSymbol().returnType())
                + " "
                + method.methodName().stringValue()
                + parameters
                + generics(method);
    }

    /** What {@code List<String>} says beyond {@code List}: compilers insert casts by it. */
    private static String generics(AttributedElement element) {
        return element.findAttribute(Attributes.signature())
                .map(signature -> " " + signature.signature().stringValue())
                .orElse("");
    }

    private static String flags(int flags) {
        StringBuilder text = new StringBuilder();
        FLAGS.forEach((flag, word) -> text.append((flags & flag) != 0 ? word + " " : ""));
        return text.toString();
    }

    /** The full name, as source writes it. */
    private static String name(ClassDesc type) {
        ClassDesc component = type.componentType();
        if (component != null) {
            return name(component) + "[]";
        }
        return type.packageName().isEmpty()
                ? type.displayName()
                : type.packageName() + "." + type.displayName();
    }
}
