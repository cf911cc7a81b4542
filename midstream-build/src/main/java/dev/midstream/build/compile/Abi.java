package dev.midstream.build.compile;

import dev.midstream.build.cache.BuildKey;
import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.EnclosingMethodAttribute;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.MethodParametersAttribute;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.SourceDebugExtensionAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.reflect.AccessFlag;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the compiler can see of a class when it compiles others, as a digest. If it stays the same,
 * classes that were compiled against the old one are byte for byte what they would be against the
 * new one.
 *
 * <p>Whatever is not known to be invisible counts. Left out are code, private members, classes that
 * only their method can name, parameter names, and the attributes about files and nests. Package
 * members count, since a package may reach over two modules; so do the names of private fields,
 * since they hide those of a parent from children. Annotation processors may see more than the
 * compiler: what they run on is keyed by content.
 */
public final class Abi {

    private static final ClassFile FILES =
            ClassFile.of(
                    ClassFile.ConstantPoolSharingOption.NEW_POOL,
                    ClassFile.DebugElementsOption.DROP_DEBUG,
                    ClassFile.LineNumbersOption.DROP_LINE_NUMBERS,
                    ClassFile.StackMapsOption.DROP_STACK_MAPS);

    /** The digest of a class that no other can name. */
    static final String INVISIBLE = "";

    private Abi() {}

    /**
     * The digest of one class file.
     *
     * @throws IllegalArgumentException if it is none
     */
    static String of(byte[] classFile) {
        ClassModel model;
        try {
            model = FILES.parse(classFile);
            if (model.findAttribute(Attributes.enclosingMethod()).isPresent()) {
                return INVISIBLE;
            }
            String self = model.thisClass().asInternalName();
            byte[] visible =
                    FILES.transformClass(model, (builder, element) -> keep(self, builder, element));
            return BuildKey.of("abi").add(visible).addAll(hiding(model)).hex();
        } catch (IndexOutOfBoundsException | IllegalStateException e) {
            throw new IllegalArgumentException("no class file: " + e.getMessage(), e);
        }
    }

    /** The digest of a module whose classes have these, by entry. */
    static String of(SortedMap<String, String> classes) {
        BuildKey key = BuildKey.of("module abi");
        classes.forEach((entry, abi) -> {
            if (!abi.equals(INVISIBLE)) {
                key.add(entry).add(abi);
            }
        });
        return key.hex();
    }

    /**
     * The digest of a module with this jar.
     *
     * @throws IOException if it is no readable jar
     * @throws IllegalArgumentException if a class in it is none
     */
    public static String ofJar(byte[] jar) throws IOException {
        SortedMap<String, String> classes = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry : Jars.read(jar).entrySet()) {
            if (entry.getKey().endsWith(".class")) {
                classes.put(entry.getKey(), of(entry.getValue()));
            }
        }
        return of(classes);
    }

    private static void keep(String self, ClassBuilder builder, ClassElement element) {
        switch (element) {
            case MethodModel method -> {
                if (isVisible(method)) {
                    builder.transformMethod(
                            method,
                            (inside, part) -> {
                                if (!(part instanceof CodeModel
                                        || part instanceof MethodParametersAttribute)) {
                                    inside.with(part);
                                }
                            });
                }
            }
            case FieldModel field -> {
                if (!field.flags().has(AccessFlag.PRIVATE)
                        && !field.flags().has(AccessFlag.SYNTHETIC)) {
                    builder.with(field);
                }
            }
            case InnerClassesAttribute inner -> {
                // Classes that code mentions stand here, too.
                List<InnerClassInfo> members =
                        inner.classes().stream().filter(one -> concerns(self, one)).toList();
                if (!members.isEmpty()) {
                    builder.with(InnerClassesAttribute.of(members));
                }
            }
            case EnclosingMethodAttribute _ -> {}
            case NestHostAttribute _ -> {}
            case NestMembersAttribute _ -> {}
            case SourceFileAttribute _ -> {}
            case SourceDebugExtensionAttribute _ -> {}
            default -> builder.with(element);
        }
    }

    private static boolean concerns(String self, InnerClassInfo inner) {
        return inner.innerClass().asInternalName().equals(self)
                || inner.outerClass()
                        .filter(outer -> outer.asInternalName().equals(self))
                        .filter(outer -> inner.innerName().isPresent())
                        .isPresent();
    }

    /** The compiler enters bridges, and no other synthetic method, among a class's members. */
    private static boolean isVisible(MethodModel method) {
        boolean initializer = method.methodName().equalsString("<clinit>");
        boolean hidden =
                method.flags().has(AccessFlag.SYNTHETIC) && !method.flags().has(AccessFlag.BRIDGE);
        return !initializer && !hidden && !method.flags().has(AccessFlag.PRIVATE);
    }

    private static Collection<String> hiding(ClassModel model) {
        TreeSet<String> names = new TreeSet<>();
        if (!model.flags().has(AccessFlag.FINAL)) {
            for (FieldModel field : model.fields()) {
                if (field.flags().has(AccessFlag.PRIVATE)
                        && !field.flags().has(AccessFlag.SYNTHETIC)) {
                    names.add(field.fieldName().stringValue());
                }
            }
        }
        return names;
    }
}
