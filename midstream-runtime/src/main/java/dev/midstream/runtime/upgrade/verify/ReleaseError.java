package dev.midstream.runtime.upgrade.verify;

import dev.midstream.runtime.finding.Code;

/** Why a release does not fit the host that is to run it. */
public enum ReleaseError implements Code {
    /** A type of a contract that the host itself has differs from the host's. */
    CONTRACT_FROZEN("MS-VERIFY-021"),
    /** Nobody provides a service that the host holds a reference to. */
    REFERENCE_NOT_PROVIDED("MS-VERIFY-022"),
    /** Several provide a service that the host holds a reference to. */
    REFERENCE_AMBIGUOUS("MS-VERIFY-023"),
    /** A type of the app's stands in a package that belongs to the host. */
    FROZEN_PACKAGE_SPLIT("MS-VERIFY-024");

    private final String id;

    ReleaseError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
