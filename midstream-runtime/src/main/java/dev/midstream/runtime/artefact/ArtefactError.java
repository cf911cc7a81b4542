package dev.midstream.runtime.artefact;

import dev.midstream.runtime.finding.Code;

/** Why an artefact cannot be read. */
public enum ArtefactError implements Code {
    /** The file is no zip, or ends too early. */
    UNREADABLE("MS-ARTEFACT-001"),
    /** The file is a zip, but no Midstream artefact, or of a format this version does not know. */
    FORMAT("MS-ARTEFACT-002"),
    /** An entry is missing, unlisted, or differs from its digest. */
    DIGEST("MS-ARTEFACT-003"),
    /** The same module or library stands in it twice. */
    DUPLICATE("MS-ARTEFACT-004"),
    /** A module names a module or library that is not in the artefact. */
    DANGLING("MS-ARTEFACT-005"),
    /** The file, or what it unpacks to, is larger than the limit. */
    TOO_LARGE("MS-ARTEFACT-006"),
    /** An app without any module. */
    EMPTY("MS-ARTEFACT-007");

    private final String id;

    ArtefactError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
