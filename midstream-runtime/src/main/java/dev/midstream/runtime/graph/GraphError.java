package dev.midstream.runtime.graph;

import dev.midstream.runtime.finding.Code;

/** Why the modules of an app do not fit together. */
public enum GraphError implements Code {
    /** No class of the app implements AppModule. */
    NO_APP_MODULE("MS-VERIFY-001"),
    /** A module has several classes that implement AppModule. */
    SEVERAL_APP_MODULES("MS-VERIFY-002"),
    /** An AppModule class is not public, or has not exactly one public constructor. */
    CONSTRUCTOR("MS-VERIFY-003"),
    /** A method with {@code @Provides} is not public, takes parameters, or returns no service. */
    PROVIDES("MS-VERIFY-004"),
    /** Nobody provides what a constructor asks for. */
    MISSING_SERVICE("MS-VERIFY-005"),
    /** Several provide what a constructor asks for once. */
    AMBIGUOUS_SERVICE("MS-VERIFY-006"),
    /** Modules need each other's services in a circle. */
    CYCLIC_SERVICE("MS-VERIFY-007"),
    /** A jar or class file cannot be read. */
    UNREADABLE_CLASS("MS-VERIFY-008"),
    /** The same class stands in two modules. */
    DUPLICATE_CLASS("MS-VERIFY-009"),
    /** A module brings classes of a package that belongs to the JDK or to Midstream. */
    PROTECTED_PACKAGE("MS-VERIFY-010"),
    /** Modules require each other's classes in a circle. */
    CYCLIC_MODULES("MS-VERIFY-011");

    private final String id;

    GraphError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
