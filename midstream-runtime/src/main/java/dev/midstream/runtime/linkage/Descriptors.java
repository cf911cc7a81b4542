package dev.midstream.runtime.linkage;

import java.util.ArrayList;
import java.util.List;

/** The JVM's way to write types, taken apart. */
final class Descriptors {

    private Descriptors() {}

    /** The classes that a field's or method's descriptor names, by internal name. */
    static List<String> types(String descriptor) {
        List<String> types = new ArrayList<>();
        for (int i = 0; i < descriptor.length(); i++) {
            if (descriptor.charAt(i) == 'L') {
                int end = descriptor.indexOf(';', i);
                types.add(descriptor.substring(i + 1, end));
                i = end;
            }
        }
        return types;
    }

    /**
     * The class that a class constant names: of an array the class of its elements; empty for
     * arrays of primitives.
     */
    static String element(String internalName) {
        if (!internalName.startsWith("[")) {
            return internalName;
        }
        List<String> types = types(internalName);
        return types.isEmpty() ? "" : types.getFirst();
    }

    /** A class as people write it. */
    static String name(String internalName) {
        return internalName.replace('/', '.');
    }

    /** A member as people write it, without its class: {@code price(String, int)}. */
    static String member(String key) {
        int open = key.indexOf('(');
        if (open < 0) {
            return key.substring(0, key.indexOf(':'));
        }
        String name = key.substring(0, open);
        return (name.equals("<init>") ? "" : name) + parameters(key.substring(open));
    }

    /**
     * A member with its class, as people write it: {@code new c.Item(String)}, {@code c.Item.id}.
     */
    static String member(String owner, String key) {
        String type = name(owner);
        return key.startsWith("<init>") ? "new " + type + member(key) : type + "." + member(key);
    }

    private static String parameters(String descriptor) {
        List<String> parameters = new ArrayList<>();
        int at = 1;
        while (descriptor.charAt(at) != ')') {
            int end = end(descriptor, at);
            parameters.add(type(descriptor.substring(at, end)));
            at = end;
        }
        return "(" + String.join(", ", parameters) + ")";
    }

    private static int end(String descriptor, int from) {
        int at = from;
        while (descriptor.charAt(at) == '[') {
            at++;
        }
        return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
    }

    /** A type's descriptor as people write it; without the package of java.lang. */
    static String type(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case '[' -> type(descriptor.substring(1)) + "[]";
            case 'L' -> {
                String name = name(descriptor.substring(1, descriptor.length() - 1));
                boolean common = name.startsWith("java.lang.") && name.lastIndexOf('.') == 9;
                yield common ? name.substring(10) : name;
            }
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'D' -> "double";
            case 'F' -> "float";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'S' -> "short";
            case 'Z' -> "boolean";
            default -> "void";
        };
    }
}
