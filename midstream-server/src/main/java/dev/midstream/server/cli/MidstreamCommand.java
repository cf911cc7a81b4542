package dev.midstream.server.cli;

import dev.midstream.admin.Version;
import dev.midstream.runtime.finding.Finding;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line as a whole; a new verb is one more class in this list. */
@Command(
        name = "midstream",
        description = "Upgrades Java code inside a running, loaded server.",
        versionProvider = MidstreamCommand.OwnVersion.class,
        subcommands = {
            RunVerb.class,
            BuildVerb.class,
            UpgradeVerb.class,
            CheckVerb.class,
            ConfirmVerb.class,
            RollbackVerb.class,
            StatusVerb.class,
            HistoryVerb.class,
            LeaksVerb.class,
            NewVerb.class,
            DemoVerb.class,
            BenchVerb.class,
            SetupVerb.class,
        },
        footer = {
            "",
            "Exit codes: 0 done or nothing to do; 1 could not; 2 refused, nothing changed;",
            "3 cut over and taken back; 64 the command line was not understood.",
        })
public final class MidstreamCommand implements Runnable {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it by itself
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it by itself
    private boolean version;

    @Spec private CommandSpec spec = CommandSpec.create();

    private MidstreamCommand() {}

    /**
     * Runs a command line to its end.
     *
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new MidstreamCommand());
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(false);
        line.setParameterExceptionHandler(
                (exception, words) -> misunderstood(exception, out, err, words));
        int exit = line.execute(arguments);
        out.flush();
        err.flush();
        return exit;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing");
    }

    private static int misunderstood(
            ParameterException exception, PrintWriter out, PrintWriter err, String... words) {
        CommandLine at = exception.getCommandLine();
        String verb = at.getCommandName().equals("midstream") ? "" : at.getCommandName();
        String message = String.valueOf(exception.getMessage());
        if (Arrays.asList(words).contains("--json")) {
            CliReport report =
                    new CliReport(
                            verb,
                            Exit.USAGE,
                            CliReport.ERROR,
                            message,
                            List.of(
                                    Finding.error(
                                            CliError.USAGE,
                                            "command line",
                                            message,
                                            "See `midstream --help`")),
                            CliReport.object());
            out.println(report.json());
            return Exit.USAGE;
        }
        err.println("midstream: " + message);
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(exception, err)) {
            err.println(
                    "See `midstream "
                            + Optional.of(verb)
                                    .filter(v -> !v.isEmpty())
                                    .map(v -> v + " ")
                                    .orElse("")
                            + "--help`");
        }
        return Exit.USAGE;
    }

    /** What {@code --version} prints. */
    static final class OwnVersion implements IVersionProvider {
        OwnVersion() {}

        @Override
        public String[] getVersion() {
            return new String[] {"Midstream " + Version.OWN};
        }
    }
}
