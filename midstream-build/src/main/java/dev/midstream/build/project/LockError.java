package dev.midstream.build.project;

import dev.midstream.runtime.finding.Code;

/** What a build has to say about the lock of an app's libraries. */
public enum LockError implements Code {
    /** A library's file differs from the one that was locked under the same version. */
    DIFFERENT_FILE("MS-LOCK-001"),
    /** A line of the lock file cannot be read. */
    UNREADABLE("MS-LOCK-002"),
    /** The lock file was written or brought up to date. */
    UPDATED("MS-LOCK-003"),
    /** The lock file cannot be written where the app stands. */
    NOT_WRITTEN("MS-LOCK-004");

    private final String id;

    LockError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
