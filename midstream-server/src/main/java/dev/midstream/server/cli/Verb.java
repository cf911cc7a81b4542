package dev.midstream.server.cli;

import dev.midstream.admin.AdminException;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.MidstreamException;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * One verb of the command line. A subclass does its work and reports; failures become reports here,
 * in one place, so that every verb ends in the same shape.
 */
abstract class Verb implements Callable<Integer> {

    @Mixin private Common common = new Common();

    @Spec private CommandSpec spec = CommandSpec.create();

    /**
     * Does the work.
     *
     * @return how it ended; empty if the launcher goes on and another process reports
     */
    abstract Optional<CliReport> run(Screen screen) throws AdminException, Refused, IOException;

    /** How this verb reports a refusal: 2 and nothing changed, unless it says otherwise. */
    CliReport refusal(List<Finding> findings) {
        return CliReport.refused(name(), findings, CliReport.object());
    }

    @Override
    public final Integer call() {
        Screen screen =
                Screen.of(
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr(),
                        common.json(),
                        common.verbose());
        Optional<CliReport> report = attempt(screen);
        report.ifPresent(screen::end);
        return report.map(CliReport::exit).orElse(Exit.DONE);
    }

    /** For a value that parses and still makes no sense. */
    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    final Common common() {
        return common;
    }

    final String name() {
        return spec.name();
    }

    private Optional<CliReport> attempt(Screen screen) {
        try {
            return run(screen);
        } catch (Refused e) {
            return Optional.of(refusal(e.findings()));
        } catch (AdminException e) {
            trace(e);
            return Optional.of(CliReport.failed(name(), List.of(e.finding())));
        } catch (MidstreamException e) {
            trace(e);
            return Optional.of(CliReport.failed(name(), List.of(e.finding())));
        } catch (IOException e) {
            trace(e);
            return Optional.of(
                    CliReport.failed(
                            name(),
                            CliError.IO,
                            "files",
                            "a file cannot be read or written: " + e,
                            "Check the path and its permissions"));
        } catch (ParameterException e) {
            throw e;
        } catch (RuntimeException e) {
            trace(e);
            return Optional.of(
                    CliReport.failed(
                            name(),
                            CliError.INTERNAL,
                            "command line",
                            "failed unforeseen: " + e,
                            "Run it again with --verbose and report what it prints"));
        }
    }

    private void trace(Exception e) {
        if (common.verbose()) {
            e.printStackTrace(spec.commandLine().getErr());
        }
    }
}
