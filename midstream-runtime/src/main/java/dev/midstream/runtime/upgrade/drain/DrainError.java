package dev.midstream.runtime.upgrade.drain;

import dev.midstream.runtime.finding.Code;

/** What a drain has to report. */
public enum DrainError implements Code {
    /** Work was still running at the drain deadline and was interrupted. */
    INTERRUPTED("MS-DRAIN-001"),
    /** Work goes on although it was interrupted; the generation stays loaded until it ends. */
    STILL_HELD("MS-DRAIN-002");

    private final String id;

    DrainError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
