package dev.midstream.runtime.upgrade.confirm;

import dev.midstream.runtime.finding.Code;

/** Why a confirmation, or what depends on one, is refused. */
public enum ConfirmError implements Code {
    /** The release that runs asked to be confirmed by hand and is not. */
    UNCONFIRMED("MS-CONFIRM-001"),
    /** There is no release before the one that runs. */
    NOTHING_TO_ROLL_BACK("MS-CONFIRM-002");

    private final String id;

    ConfirmError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
