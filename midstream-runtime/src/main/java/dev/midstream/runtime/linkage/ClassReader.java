package dev.midstream.runtime.linkage;

import dev.midstream.runtime.linkage.ClassFacts.Shape;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads class files into facts. */
final class ClassReader {

    private static final ClassFile FILES =
            ClassFile.of(ClassFile.AttributesProcessingOption.DROP_UNKNOWN_ATTRIBUTES);

    private ClassReader() {}

    /** A class as others see it, from a class file outside the app. */
    static ClassFacts shape(String name, byte[] bytes) {
        try {
            return new ClassFacts(shape(FILES.parse(bytes)), "", List.of(), List.of());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return ClassFacts.opaque(name);
        }
    }

    /** All of a class of the app; opaque if the file cannot be read. */
    static ClassFacts facts(String name, byte[] bytes, Map<Symbol, Symbol> symbols) {
        try {
            ClassModel model = FILES.parse(bytes);
            Shape shape = shape(model);
            List<ClassFacts.Table> tables = new ArrayList<>();
            List<Body> bodies = new ArrayList<>();
            for (var method : model.methods()) {
                if (method.code().isPresent()) {
                    CodeModel code = method.code().get();
                    String key =
                            Symbol.method(
                                    method.methodName().stringValue(),
                                    method.methodType().stringValue());
                    CodeReader reader = new CodeReader(shape, key, symbols);
                    bodies.add(reader.read(code));
                    tables.addAll(reader.tables());
                }
            }
            String source =
                    model.findAttribute(Attributes.sourceFile())
                            .map(SourceFileAttribute::sourceFile)
                            .map(file -> file.stringValue())
                            .orElse("");
            return new ClassFacts(shape, source, List.copyOf(bodies), List.copyOf(tables));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return ClassFacts.opaque(name);
        }
    }

    private static Shape shape(ClassModel model) {
        Map<String, Integer> fields = new HashMap<>();
        model.fields()
                .forEach(field ->
                        fields.put(
                                Symbol.field(
                                        field.fieldName().stringValue(),
                                        field.fieldType().stringValue()),
                                field.flags().flagsMask()));
        Map<String, Integer> methods = new HashMap<>();
        model.methods()
                .forEach(method ->
                        methods.put(
                                Symbol.method(
                                        method.methodName().stringValue(),
                                        method.methodType().stringValue()),
                                method.flags().flagsMask()));
        return new Shape(
                model.thisClass().asInternalName(),
                model.flags().flagsMask(),
                model.superclass().map(ClassEntry::asInternalName).orElse(""),
                names(model.interfaces()),
                fields,
                methods,
                model.findAttribute(Attributes.nestHost())
                        .map(nest -> nest.nestHost().asInternalName())
                        .orElse(""),
                model.findAttribute(Attributes.nestMembers())
                        .map(nest -> set(nest.nestMembers()))
                        .orElse(Set.of()),
                model.findAttribute(Attributes.permittedSubclasses())
                        .map(PermittedSubclassesAttribute::permittedSubclasses)
                        .map(ClassReader::set)
                        .orElse(Set.of()),
                isGeneric(model),
                false);
    }

    private static boolean isGeneric(ClassModel model) {
        return model.findAttribute(Attributes.signature())
                .filter(signature -> signature.signature().stringValue().startsWith("<"))
                .isPresent();
    }

    private static List<String> names(List<ClassEntry> classes) {
        return classes.stream().map(ClassEntry::asInternalName).toList();
    }

    private static Set<String> set(List<ClassEntry> classes) {
        return Set.copyOf(new HashSet<>(names(classes)));
    }
}
