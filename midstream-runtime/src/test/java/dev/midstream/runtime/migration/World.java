package dev.midstream.runtime.migration;

import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.shape.OpenWorld;
import dev.midstream.runtime.shape.Shapes;
import dev.midstream.runtime.shape.Type;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One generation's types, from sources in package {@code s}.
 *
 * @param shapes reads them
 * @param loader has their classes
 */
record World(Shapes shapes, ClassLoader loader) {

    private static final String IMPORTS =
            "package s; import dev.midstream.api.*; import java.util.*; import java.math.*;"
                    + " import java.time.*; ";

    /** Types of package s, one compilation unit each. */
    static World of(String... sources) {
        List<String> units = List.of(sources).stream().map(each -> IMPORTS + each).toList();
        return compiled(units);
    }

    static World compiled(List<String> units) {
        Map<String, byte[]> classes =
                TestApp.named("a").module("s", units.toArray(String[]::new)).classes("s");
        return new World(new Shapes(name -> find(classes, name)), new Memory(classes));
    }

    private static Optional<ClassModel> find(Map<String, byte[]> classes, String name) {
        return Optional.ofNullable(classes.get(name + ".class"))
                .map(bytes -> ClassFile.of().parse(bytes));
    }

    Type type(String name) {
        try {
            return shapes.read("L" + name.replace('.', '/') + ";");
        } catch (OpenWorld open) {
            throw new AssertionError(open);
        }
    }

    /** What a static method without parameters of a class returns. */
    Object call(String className, String method) {
        try {
            Method made = loader.loadClass(className).getDeclaredMethod(method);
            made.setAccessible(true);
            return made.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the made-up class does not link", e);
        }
    }

    private static final class Memory extends ClassLoader {
        private final Map<String, byte[]> classes;

        Memory(Map<String, byte[]> classes) {
            super(World.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name.replace('.', '/') + ".class");
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
