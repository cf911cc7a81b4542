package dev.midstream.runtime;

import dev.midstream.runtime.finding.Code;

/** Why a host does not start, or cannot be described so. */
public enum MidstreamError implements Code {
    /** Neither an app nor an artefact was named. */
    NO_APP("MS-HOST-001"),
    /** The app's file or folder does not exist or cannot be read. */
    APP_UNREADABLE("MS-HOST-002"),
    /** The app is a folder, and no builder is on the class path. */
    NO_BUILDER("MS-HOST-003"),
    /** The home cannot be written. */
    HOME_UNUSABLE("MS-HOST-004"),
    /** Two services for one type. */
    PROVIDED_TWICE("MS-HOST-005"),
    /** An embedder's JVM lacks flags that upgrades profit from: a warning. */
    JVM("MS-HOST-006");

    private final String id;

    MidstreamError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
