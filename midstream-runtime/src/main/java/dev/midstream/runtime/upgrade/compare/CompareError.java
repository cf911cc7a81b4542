package dev.midstream.runtime.upgrade.compare;

import dev.midstream.runtime.finding.Code;

/** What a comparison has to say. */
public enum CompareError implements Code {
    /** Turns end otherwise, and nobody has declared that. */
    DIFFERS("MS-COMPARE-001"),
    /** Turns end otherwise, as was declared. */
    EXPECTED("MS-COMPARE-002"),
    /** A declared difference that excuses nothing. */
    SPENT("MS-COMPARE-003"),
    /** Not all that was kept could be compared. */
    UNFINISHED("MS-COMPARE-004");

    private final String id;

    CompareError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
