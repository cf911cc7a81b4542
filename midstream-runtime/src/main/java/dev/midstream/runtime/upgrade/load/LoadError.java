package dev.midstream.runtime.upgrade.load;

import dev.midstream.runtime.finding.Code;

/** Why the instances of a release do not come to life. */
public enum LoadError implements Code {
    /** A class cannot be defined or linked. */
    LINKAGE("MS-LOAD-001"),
    /** A constructor throws. */
    CONSTRUCTOR_FAILED("MS-LOAD-002"),
    /** A {@code @Provides} method throws, or returns null. */
    PROVIDES_FAILED("MS-LOAD-003"),
    /** {@code configure} throws. */
    CONFIGURE_FAILED("MS-LOAD-004"),
    /** {@code start} throws. */
    START_FAILED("MS-LOAD-005"),
    /** Module code has not returned at its deadline. */
    TOO_SLOW("MS-LOAD-006"),
    /** A JDBC driver that the module brings throws when it is loaded. */
    DRIVERS_FAILED("MS-LOAD-010");

    private final String id;

    LoadError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
