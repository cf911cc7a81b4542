package dev.midstream.runtime.upgrade.unload;

import dev.midstream.runtime.finding.Code;

/** What a module leaves behind that keeps it loaded. */
public enum UnloadError implements Code {
    /** A thread that the module started goes on. */
    THREAD_GOES_ON("MS-UNLOAD-001"),
    /** A shutdown hook of the module's is still registered. */
    SHUTDOWN_HOOK("MS-UNLOAD-002"),
    /** An MBean of the module's is still registered. */
    MBEAN("MS-UNLOAD-003"),
    /** A JDBC driver of the module's cannot be taken from the DriverManager. */
    DRIVERS("MS-UNLOAD-004");

    private final String id;

    UnloadError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    /** What its author does about it. */
    String remedy() {
        return switch (this) {
            case THREAD_GOES_ON ->
                    "End it in stop(); until it ends, its module stays loaded. If it is a library's"
                            + " that never ends, name the library in midstream.shared, so that it"
                            + " is loaded once";
            case SHUTDOWN_HOOK -> "Remove it in stop(), or close in stop() what it would close";
            case MBEAN -> "Unregister it in stop()";
            case DRIVERS -> "Deregister them in stop()";
        };
    }
}
