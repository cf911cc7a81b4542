package dev.midstream.runtime.linkage;

/** How code refers to something, by what the JVM checks when it resolves the reference. */
enum Use {
    /** A class: a cast, an array's element, a class constant, a caught type. */
    CLASS("refers to"),
    /** A class of which an object is made. */
    NEW("creates"),
    /** An interface that a lambda or a method reference implements; the key is its method. */
    LAMBDA("has a lambda for"),
    /** A field of an object, read. */
    GET_FIELD("reads"),
    /** A field of an object, written. */
    PUT_FIELD("writes"),
    /** A field of a class, read. */
    GET_STATIC("reads"),
    /** A field of a class, written. */
    PUT_STATIC("writes"),
    /** A collection or counter in a static field that is changed through its methods. */
    CHANGED_STATIC("changes"),
    /** An instance method, by its class. */
    CALL_VIRTUAL("calls"),
    /** A constructor, a method of the parent, a private method. */
    CALL_SPECIAL("calls"),
    /** A static method. */
    CALL_STATIC("calls"),
    /** An instance method, by its interface. */
    CALL_INTERFACE("calls");

    private final String verb;

    Use(String verb) {
        this.verb = verb;
    }

    /** The verb in a sentence whose subject is a method. */
    String verb() {
        return verb;
    }

    boolean ofField() {
        return compareTo(GET_FIELD) >= 0 && !ofMethod();
    }

    boolean ofMethod() {
        return compareTo(CALL_VIRTUAL) >= 0;
    }

    boolean isStaticField() {
        return this == GET_STATIC || this == PUT_STATIC || this == CHANGED_STATIC;
    }

    boolean writes() {
        return this == PUT_FIELD || this == PUT_STATIC;
    }
}
