package dev.midstream.runtime.linkage;

import dev.midstream.runtime.finding.Code;

/** Why classes of an app would not link, and what is worth knowing about how they do. */
public enum LinkError implements Code {
    /** A class that is referred to is not there. */
    NO_CLASS("MS-LINK-001"),
    /** A field that is referred to is not there. */
    NO_FIELD("MS-LINK-002"),
    /** A method that is referred to is not there. */
    NO_METHOD("MS-LINK-003"),
    /** What is referred to may not be used from there. */
    NO_ACCESS("MS-LINK-004"),
    /** What is referred to is of another sort than when the code was compiled. */
    OTHER_KIND("MS-LINK-005"),
    /** What is final is extended, overridden or written. */
    FINAL("MS-LINK-006"),
    /** A class does not implement what its type demands. */
    NOT_IMPLEMENTED("MS-LINK-007"),
    /** Two loaders mean different definitions by one name in a signature that they share. */
    TWO_DEFINITIONS("MS-LINK-008"),
    /** A class extends a sealed type that does not permit it, or not from there. */
    SEALED("MS-LINK-009"),
    /** Native code in a loader that dies with its module. */
    NATIVE("MS-LINK-010"),
    /** A module calls into a part of a library that needs what is not there. */
    LIBRARY_PART_ABSENT("MS-LINK-011"),
    /** A library refers to optional parts that are not there. */
    LIBRARY_OPTIONAL("MS-LINK-012"),
    /** More is wrong than is listed. */
    AND_MORE("MS-LINK-013");

    private final String id;

    LinkError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
