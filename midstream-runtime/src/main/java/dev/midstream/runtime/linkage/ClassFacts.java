package dev.midstream.runtime.linkage;

import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that linking needs to know of a class file.
 *
 * @param shape what others may refer to
 * @param source the source file's name; empty if it is not known
 * @param bodies its methods' code; empty for classes outside the app
 * @param tables the tables by which its switches number the constants of enums
 */
record ClassFacts(Shape shape, String source, List<Body> bodies, List<Table> tables) {

    /**
     * A class as others see it.
     *
     * @param name its internal name
     * @param flags its access flags
     * @param parent its superclass; empty for Object
     * @param interfaces its direct interfaces
     * @param fields its fields' flags, by {@link Symbol#field}
     * @param methods its methods' flags, by {@link Symbol#method}
     * @param nestHost the host of its nest; empty if that is itself
     * @param nestMembers the classes that it says belong to its nest
     * @param permitted the classes that may extend it; empty if it is not sealed
     * @param generic whether it has type parameters
     * @param opaque whether the class file cannot be read, so that nothing is known of it
     */
    record Shape(
            String name,
            int flags,
            String parent,
            List<String> interfaces,
            Map<String, Integer> fields,
            Map<String, Integer> methods,
            String nestHost,
            Set<String> nestMembers,
            Set<String> permitted,
            boolean generic,
            boolean opaque) {

        boolean is(AccessFlag flag) {
            return has(flags, flag);
        }

        boolean isInterface() {
            return is(AccessFlag.INTERFACE);
        }

        String packageName() {
            return packageOf(name);
        }
    }

    /**
     * A table of the compiler: numbers for the constants of an enum.
     *
     * @param name the field that holds it
     * @param type the enum
     * @param numbers by constant
     */
    record Table(String name, String type, Map<String, Integer> numbers) {}

    /** A class of which nothing but its name is known. */
    static ClassFacts opaque(String name) {
        Shape shape =
                new Shape(
                        name,
                        AccessFlag.PUBLIC.mask(),
                        "java/lang/Object",
                        List.of(),
                        Map.of(),
                        Map.of(),
                        "",
                        Set.of(),
                        Set.of(),
                        false,
                        true);
        return new ClassFacts(shape, "", List.of(), List.of());
    }

    static boolean has(int flags, AccessFlag flag) {
        return (flags & flag.mask()) != 0;
    }

    /** The package of an internal name, in the same form; empty for the unnamed one. */
    static String packageOf(String internalName) {
        int slash = internalName.lastIndexOf('/');
        return slash < 0 ? "" : internalName.substring(0, slash);
    }
}
