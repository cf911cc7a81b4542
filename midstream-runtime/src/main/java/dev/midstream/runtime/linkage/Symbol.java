package dev.midstream.runtime.linkage;

/**
 * What code refers to, by name.
 *
 * @param use how
 * @param owner the internal name of the class; an array's descriptor for a method of an array
 * @param key the member's name and descriptor in one, {@code price(I)J} or {@code rate:D}; empty
 *     for a class
 * @param ofInterface whether the reference says that the owner is an interface
 */
record Symbol(Use use, String owner, String key, boolean ofInterface) {

    static Symbol ofClass(Use use, String owner) {
        return new Symbol(use, owner, "", false);
    }

    /** The member's name. */
    String name() {
        return key.substring(0, Symbol.split(key));
    }

    /** The member's descriptor. */
    String descriptor() {
        int split = split(key);
        return key.charAt(split) == ':' ? key.substring(split + 1) : key.substring(split);
    }

    boolean isConstructor() {
        return key.startsWith("<init>");
    }

    static String field(String name, String descriptor) {
        return name + ":" + descriptor;
    }

    static String method(String name, String descriptor) {
        return name + descriptor;
    }

    private static int split(String key) {
        int split = key.indexOf('(');
        return split >= 0 ? split : key.indexOf(':');
    }
}
