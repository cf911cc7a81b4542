package dev.midstream.runtime.linkage;

import dev.midstream.runtime.finding.Code;

/** What a module does that an upgrade takes away, leaves behind or trips over. */
public enum LintCode implements Code {
    /** Starts threads that nobody ends with it. */
    THREADS("MS-LINT-001"),
    /** Adds a shutdown hook, which keeps its loader for ever. */
    SHUTDOWN_HOOK("MS-LINT-002"),
    /** Ends the process. */
    EXIT("MS-LINT-003"),
    /** Keeps state in static fields, which begin anew with each upgrade. */
    STATIC_STATE("MS-LINT-004"),
    /** Registers a JDBC driver for the whole process. */
    DRIVER("MS-LINT-005"),
    /** A switch that knew all cases, and does not any more. */
    UNKNOWN_CASE("MS-LINT-006");

    private final String id;

    LintCode(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
