package dev.midstream.runtime;

import dev.midstream.runtime.finding.Code;

/** Why actors are not restored or saved. */
public enum SnapshotError implements Code {
    /** The folder cannot be read or written. */
    FOLDER("MS-SNAPSHOT-001"),
    /** Another process uses the folder. */
    IN_USE("MS-SNAPSHOT-002"),
    /** The file is cut short, or something has changed it. */
    DAMAGED("MS-SNAPSHOT-003"),
    /** The file is of a later version of Midstream. */
    FORMAT("MS-SNAPSHOT-004"),
    /** A stored value is none of its shape. */
    VALUE("MS-SNAPSHOT-005"),
    /** What is stored cannot become what the app has. */
    SHAPE("MS-SNAPSHOT-006"),
    /** The file could not be written. */
    NOT_SAVED("MS-SNAPSHOT-007"),
    /** The deadline has passed. */
    LATE("MS-SNAPSHOT-008"),
    /** Actors of a type that the app does not know stay in the file: a warning. */
    UNKNOWN_TYPE("MS-SNAPSHOT-009"),
    /** The host that had this before did not save: a warning. */
    STALE("MS-SNAPSHOT-010"),
    /** Some actors could not be saved; the others were. */
    ACTORS_MISSED("MS-SNAPSHOT-011"),
    /** A failure inside Midstream, or inside a module's record. */
    FAILED("MS-SNAPSHOT-012");

    private final String id;

    SnapshotError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
