package dev.midstream.admin;

import dev.midstream.runtime.finding.Code;

/** Why a home or a host cannot be reached, or does not understand. */
public enum AdminError implements Code {
    /** Another process holds the home. */
    HOME_TAKEN("MS-ADMIN-001"),
    /** The home cannot be created, read or written. */
    HOME_UNUSABLE("MS-ADMIN-002"),
    /** No host answers in the home. */
    NO_HOST("MS-ADMIN-003"),
    /** No path for the socket is short enough, or the socket cannot be opened. */
    SOCKET("MS-ADMIN-004"),
    /** The other side speaks a protocol that this version does not know. */
    PROTOCOL("MS-ADMIN-005"),
    /** A line that is no JSON object, too long, or not what is expected there. */
    MALFORMED("MS-ADMIN-006"),
    /** The connection broke, or the other side kept silent past the deadline. */
    LOST("MS-ADMIN-007"),
    /** An artefact larger than the limit was announced. */
    TOO_LARGE("MS-ADMIN-008"),
    /** The host failed in an unforeseen way while it answered; its log says more. */
    INTERNAL("MS-ADMIN-009"),
    /** More connections at once than the door serves. */
    CROWDED("MS-ADMIN-010");

    private final String id;

    AdminError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
