package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.finding.Code;

/** Why an upgrade is refused as a whole. */
public enum UpgradeError implements Code {
    /** Another upgrade, check, confirmation or rollback runs. */
    BUSY("MS-UPGRADE-001"),
    /** Cancelled before the cutover, by its client or because that is gone. */
    CANCELLED("MS-UPGRADE-002"),
    /** The host is closing, or the lease is. */
    CLOSED("MS-UPGRADE-003"),
    /** A failure inside Midstream itself. */
    INTERNAL("MS-UPGRADE-004"),
    /** There are warnings, and they are to refuse. */
    STRICT("MS-UPGRADE-005");

    private final String id;

    UpgradeError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
