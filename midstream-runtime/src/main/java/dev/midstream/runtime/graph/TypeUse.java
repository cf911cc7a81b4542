package dev.midstream.runtime.graph;

import dev.midstream.runtime.loader.JarContent;
import java.lang.classfile.Annotation;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The types that a jar's classes name, as internal names; a superset where bytecode is vague. */
final class TypeUse {

    /** A class name inside a descriptor or a generic signature. */
    private static final Pattern IN_SIGNATURE = Pattern.compile("L([^;<>:.()\\[ ]+)(?=[;<])");

    private TypeUse() {}

    /**
     * What others can meet when they use a module: supertypes, and the types in signatures, of all
     * that is public or protected; and every annotation type, since what reads annotations by
     * reflection also reads those of private members.
     */
    static Set<String> shownByModule(JarContent jar) {
        Set<String> names = new HashSet<>();
        Map<String, ClassModel> classes = classes(jar);
        classes.values().stream().filter(TypeUse::isShown).forEach(type -> shown(type, names));
        // A public class may have its public methods from a parent that is not public.
        List<ClassModel> parents = new ArrayList<>(classes.values());
        parents.removeIf(TypeUse::isShown);
        boolean grew = true;
        while (grew) {
            int before = parents.size();
            parents.removeIf(type -> {
                boolean met = names.contains(type.thisClass().asInternalName());
                if (met) {
                    shown(type, names);
                }
                return met;
            });
            grew = parents.size() < before;
        }
        classes.values().forEach(type -> annotations(type, names));
        return names;
    }

    /** What others can meet when they use a library: as for a module, annotations left aside. */
    static Set<String> shownByLibrary(JarContent jar) {
        Set<String> names = new HashSet<>();
        classes(jar).values().stream().filter(TypeUse::isShown).forEach(type -> shown(type, names));
        return names;
    }

    /** Everything that a jar's classes name anywhere. */
    static Set<String> named(JarContent jar) {
        Set<String> names = new HashSet<>();
        for (ClassModel type : classes(jar).values()) {
            for (PoolEntry constant : type.constantPool()) {
                if (constant instanceof ClassEntry entry
                        && !entry.asInternalName().startsWith("[")) {
                    names.add(entry.asInternalName());
                } else if (constant instanceof Utf8Entry text) {
                    inSignature(text.stringValue(), names);
                }
            }
        }
        return names;
    }

    /** The types inside a descriptor or a generic signature. */
    static void inSignature(String signature, Set<String> names) {
        Matcher matcher = IN_SIGNATURE.matcher(signature);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
    }

    private static Map<String, ClassModel> classes(JarContent jar) {
        Map<String, ClassModel> classes = new HashMap<>();
        jar.classes()
                .forEach((entry, bytes) -> {
                    try {
                        ClassModel type = ClassFile.of().parse(bytes);
                        type.constantPool()
                                .forEach(constant -> {}); // a broken one fails here, not later
                        classes.put(type.thisClass().asInternalName(), type);
                    } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
                        // Of a library: the JVM names it if it is used. Of a module: refused
                        // elsewhere.
                    }
                });
        return classes;
    }

    private static boolean isShown(ClassModel type) {
        return type.flags().has(AccessFlag.PUBLIC) && !type.flags().has(AccessFlag.SYNTHETIC);
    }

    private static void shown(ClassModel type, Set<String> names) {
        type.superclass().ifPresent(parent -> names.add(parent.asInternalName()));
        type.interfaces().forEach(parent -> names.add(parent.asInternalName()));
        type.findAttribute(Attributes.signature())
                .ifPresent(generic -> inSignature(generic.signature().stringValue(), names));
        for (FieldModel field : type.fields()) {
            if (isShown(
                    field.flags().has(AccessFlag.PUBLIC),
                    field.flags().has(AccessFlag.PROTECTED))) {
                inSignature(field.fieldType().stringValue(), names);
                generic(field, names);
            }
        }
        for (MethodModel method : type.methods()) {
            if (isShown(
                    method.flags().has(AccessFlag.PUBLIC),
                    method.flags().has(AccessFlag.PROTECTED))) {
                inSignature(method.methodType().stringValue(), names);
                generic(method, names);
                method.findAttribute(Attributes.exceptions())
                        .ifPresent(thrown ->
                                thrown.exceptions()
                                        .forEach(one -> names.add(one.asInternalName())));
            }
        }
    }

    private static boolean isShown(boolean isPublic, boolean isProtected) {
        return isPublic || isProtected;
    }

    private static void generic(AttributedElement member, Set<String> names) {
        member.findAttribute(Attributes.signature())
                .ifPresent(generic -> inSignature(generic.signature().stringValue(), names));
    }

    private static void annotations(ClassModel type, Set<String> names) {
        annotated(type, names);
        type.fields().forEach(field -> annotated(field, names));
        type.methods().forEach(method -> annotated(method, names));
        type.findAttribute(Attributes.record())
                .ifPresent(record -> record.components().forEach(one -> annotated(one, names)));
    }

    private static void annotated(AttributedElement element, Set<String> names) {
        element.findAttribute(Attributes.runtimeVisibleAnnotations())
                .ifPresent(visible -> add(visible.annotations().stream(), names));
        element.findAttribute(Attributes.runtimeVisibleTypeAnnotations())
                .ifPresent(visible ->
                        add(visible.annotations().stream().map(one -> one.annotation()), names));
        element.findAttribute(Attributes.runtimeVisibleParameterAnnotations())
                .ifPresent(visible ->
                        add(
                                visible.parameterAnnotations().stream()
                                        .flatMap(one -> one.stream()),
                                names));
    }

    private static void add(Stream<Annotation> annotations, Set<String> names) {
        annotations.forEach(one -> inSignature(one.className().stringValue(), names));
    }
}
