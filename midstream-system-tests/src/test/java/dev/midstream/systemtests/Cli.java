package dev.midstream.systemtests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The command line as a user has it, always with {@code --json}. */
final class Cli {

    /** Far above what any verb takes, with other builds beside it. */
    static final Duration DEADLINE = Duration.ofMinutes(2);

    private Cli() {}

    /** Runs a verb to its end. */
    static CliResult run(Object... arguments) {
        return runIn(Path.of("").toAbsolutePath(), arguments);
    }

    /** Runs a verb to its end in a folder. */
    static CliResult runIn(Path folder, Object... arguments) {
        try (Child child = Child.start(folder, "", withJson(arguments))) {
            return child.end(DEADLINE);
        }
    }

    /** Starts a verb and lets it run; the caller ends and closes it. */
    static Child start(Object... arguments) {
        return Child.start(Path.of("").toAbsolutePath(), "", withJson(arguments));
    }

    /** Arguments as text, with {@code --json}. */
    static List<String> withJson(Object... arguments) {
        List<String> all = new ArrayList<>();
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        all.add("--json");
        return all;
    }
}
