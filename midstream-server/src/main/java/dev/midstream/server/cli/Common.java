package dev.midstream.server.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every verb takes. */
final class Common {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "The host's folder. Default: APP/.midstream, or .midstream beside FILE, or the"
                            + " nearest one upwards.")
    private @Nullable Path home;

    @Option(
            names = "--json",
            description = "End stdout with one JSON object; everything else goes to stderr.")
    private boolean json;

    @Option(names = "--verbose", description = "Show findings of severity info, and stack traces.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it by itself
    private boolean help;

    Optional<Path> home() {
        return Optional.ofNullable(home);
    }

    boolean json() {
        return json;
    }

    boolean verbose() {
        return verbose;
    }
}
