package dev.midstream.server.cli;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Severity;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What people see. On a terminal: colour, and one line that is written over while something runs.
 * Elsewhere plain lines. With {@code --json} stdout holds the report and nothing else.
 */
public final class Screen {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean verbose;
    private final boolean terminal;
    private final boolean colour;
    private boolean lineOpen;

    Screen(
            PrintWriter out,
            PrintWriter err,
            boolean json,
            boolean verbose,
            boolean terminal,
            boolean colour) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.verbose = verbose;
        this.terminal = terminal;
        this.colour = terminal && colour;
    }

    /** A screen as the launcher says it is: it knows whether stdout and stderr are terminals. */
    public static Screen of(PrintWriter out, PrintWriter err, boolean json, boolean verbose) {
        String said = System.getProperty("midstream.terminal", "");
        boolean terminal = List.of(said.split(",", -1)).contains(json ? "err" : "out");
        String noColour = System.getenv("NO_COLOR");
        boolean colour = noColour == null || noColour.isEmpty();
        return new Screen(out, err, json, verbose, terminal, colour);
    }

    /** An arrow that the screen can show. */
    String arrow() {
        return terminal ? "→" : "->";
    }

    /** A stage begins; worth a line only where the next one takes its place. */
    void begin(String stage) {
        if (terminal) {
            progress(stage);
        }
    }

    /** Says what is going on; on a terminal the next line takes its place. */
    void progress(String text) {
        PrintWriter to = talk();
        if (terminal) {
            to.print(CLEAR_LINE + dim("  … " + text));
            lineOpen = true;
        } else {
            to.println(text);
        }
        to.flush();
    }

    /** A stage is over. */
    void stage(String name, long millis) {
        closeLine();
        if (terminal) {
            talk().println(
                            "  "
                                    + green("✔")
                                    + String.format(Locale.ROOT, " %-8s ", name)
                                    + time(millis));
        } else {
            talk().println(name + " " + time(millis));
        }
        talk().flush();
    }

    /** A line of a verb's answer for people; not shown with {@code --json}. */
    void line(String text) {
        closeLine();
        if (!json) {
            out.println(shown(text));
        }
    }

    /** A line of a verb's answer for who wants to know all; not shown with {@code --json}. */
    void detail(String text) {
        if (verbose) {
            line(text);
        }
    }

    /** The verb is over. */
    public void end(CliReport report) {
        closeLine();
        PrintWriter to = json || report.exit() != Exit.DONE ? err : out;
        for (Finding finding : report.findings()) {
            if (verbose || finding.severity() != Severity.INFO) {
                to.println(paint(finding));
            }
        }
        boolean said =
                report.findings().stream().anyMatch(f -> f.message().equals(report.message()));
        if (!json && !said && !report.message().isEmpty()) {
            String message = shown(report.message());
            to.println(report.exit() == Exit.DONE ? message : red(message));
        }
        if (json) {
            out.println(report.json());
        }
        out.flush();
        err.flush();
    }

    /** A time as people read it: {@code 12 ms}, {@code 1.8 s}. */
    static String time(long millis) {
        return millis < 1000
                ? millis + " ms"
                : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    String dim(String text) {
        return paint("2", text);
    }

    String bold(String text) {
        return paint("1", text);
    }

    String green(String text) {
        return paint("32", text);
    }

    String red(String text) {
        return paint("31", text);
    }

    private String paint(Finding finding) {
        if (finding.message().startsWith(finding.subject())) {
            // A compiler's diagnostic: as the compiler writes it, for editors to jump to.
            return finding.message();
        }
        String code = finding.code().id();
        String rest = shown(finding.toString()).substring(code.length());
        return switch (finding.severity()) {
            case ERROR -> red(code) + rest;
            case WARNING -> paint("33", code) + rest;
            case INFO -> dim(code + rest);
        };
    }

    /** Text that any log file or pager shows. */
    private String shown(String text) {
        return terminal ? text : text.replace("→", "->").replace(" · ", ", ");
    }

    private String paint(String sgr, String text) {
        return colour ? "\u001b[" + sgr + "m" + text + "\u001b[0m" : text;
    }

    private PrintWriter talk() {
        return json ? err : out;
    }

    private void closeLine() {
        if (lineOpen) {
            talk().print(CLEAR_LINE);
            talk().flush();
            lineOpen = false;
        }
    }
}
