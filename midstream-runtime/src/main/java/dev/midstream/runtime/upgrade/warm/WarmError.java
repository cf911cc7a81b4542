package dev.midstream.runtime.upgrade.warm;

import dev.midstream.runtime.finding.Code;

/** What a warm-up has to say. */
public enum WarmError implements Code {
    /** The budget ended before the compiler had nothing left to do. */
    NOT_SETTLED("MS-WARM-001"),
    /** More live traffic than is usual will meet cold code. */
    COLD("MS-WARM-002"),
    /** A module's {@code warm} threw. */
    HOOK_FAILED("MS-WARM-003"),
    /** A route or kind of turn cannot be replayed. */
    NOT_REPLAYABLE("MS-WARM-004");

    private final String id;

    WarmError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
