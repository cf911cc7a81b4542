package dev.midstream.server.cli;

import dev.midstream.runtime.finding.Code;

/** Why the command line could not do what it was asked. */
public enum CliError implements Code {
    /** A verb, option or value that does not exist. */
    USAGE("MS-CLI-001"),
    /** The app's folder or file is not there. */
    NO_APP("MS-CLI-002"),
    /** A file cannot be read or written. */
    IO("MS-CLI-003"),
    /** No app was named, and the home knows none. */
    APP_UNKNOWN("MS-CLI-004"),
    /** A name that Maven and Java would not take. */
    NAME("MS-CLI-005"),
    /** The folder for the new app is there and holds something. */
    FOLDER_TAKEN("MS-CLI-006"),
    /** The upgrade is done; what {@code --wait} waits for did not come in time. */
    WAIT("MS-CLI-007"),
    /** Something unforeseen failed inside the command line. */
    INTERNAL("MS-CLI-008"),
    /** Started without the launcher or without its distribution. */
    LAUNCHER("MS-CLI-009"),
    /** The HTTP door cannot be opened. */
    HTTP("MS-CLI-010"),
    /** A demonstration lost something, or a step of it ended otherwise than it had to. */
    DEMO_LOST("MS-CLI-011"),
    /** A contestant of a benchmark gave no result. */
    BENCH_FAILED("MS-CLI-012"),
    /** A contestant of a benchmark is not installed. */
    BENCH_MISSING("MS-CLI-013"),
    /** Others used the machine while a benchmark ran. */
    BENCH_DISTURBED("MS-CLI-014");

    private final String id;

    CliError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
