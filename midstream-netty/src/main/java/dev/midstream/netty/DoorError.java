package dev.midstream.netty;

import dev.midstream.runtime.finding.Code;

/** What can go wrong at the door. */
public enum DoorError implements Code {
    /** Somebody listens on the address already. */
    ADDRESS_IN_USE("MS-DOOR-001"),
    /** The address is not one of this machine, does not resolve, or may not be used. */
    ADDRESS_UNUSABLE("MS-DOOR-002"),
    /** An option is outside its range. */
    OPTION_OUT_OF_RANGE("MS-DOOR-003"),
    /** A handler threw, returned no answer, or its stage failed; answered with 500. */
    HANDLER_FAILED("MS-DOOR-004"),
    /** A handler did not answer within the request deadline; answered with 504. */
    DEADLINE_PASSED("MS-DOOR-005"),
    /** Work that was still running at the end of the stop's deadline was cut. */
    CUT_AT_STOP("MS-DOOR-006"),
    /** A connection was closed because of a fault in the door itself. */
    CONNECTION_FAILED("MS-DOOR-007"),
    /** The access log's file cannot be opened. */
    ACCESS_LOG_UNUSABLE("MS-DOOR-008"),
    /** Lines of the access log were left out: it is written too slowly, or not at all. */
    ACCESS_LOG_LOST("MS-DOOR-009"),
    /** A non-blocking handler has held its event loop up. */
    LOOP_HELD_UP("MS-DOOR-010");

    private final String id;

    DoorError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
