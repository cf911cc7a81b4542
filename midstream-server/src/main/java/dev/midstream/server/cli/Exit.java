package dev.midstream.server.cli;

/** The exit codes of the command line. */
public final class Exit {

    /** The verb did what it says, or there was nothing to do. */
    public static final int DONE = 0;

    /** The verb could not do it. */
    public static final int FAILED = 1;

    /** The host refused; nothing was changed. */
    public static final int REFUSED = 2;

    /** An upgrade cut over and was taken back. */
    public static final int TAKEN_BACK = 3;

    /** The command line was not understood. */
    public static final int USAGE = 64;

    private Exit() {}
}
