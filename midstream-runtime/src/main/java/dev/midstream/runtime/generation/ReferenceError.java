package dev.midstream.runtime.generation;

import dev.midstream.runtime.finding.Code;

/** What can be wrong with what a reference hands out. */
public enum ReferenceError implements Code {
    /** A contract leads to something that is neither data nor an interface. */
    UNSAFE_TYPE("MS-REFERENCE-001"),
    /** A contract names a type of the host's that modules do not get from the host. */
    TYPE_NOT_SHARED("MS-REFERENCE-002"),
    /** An object is used whose generation has been let go. */
    GENERATION_GONE("MS-REFERENCE-003"),
    /** A stage was still not complete at the drain deadline of its generation. */
    STAGE_CUT("MS-REFERENCE-004");

    private final String id;

    ReferenceError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
