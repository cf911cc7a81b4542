package dev.midstream.admin;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks the host that runs in a home. Each question takes a connection of its own; the client holds
 * none.
 *
 * @param home the home that the host runs in
 * @param pid the host's process
 */
public record AdminClient(Home home, long pid) {

    private static final Duration GREETING_DEADLINE = Duration.ofSeconds(10);

    /** Status is a look at a few fields; a forced garbage collection may take its time. */
    private static final Duration ANSWER_DEADLINE = Duration.ofMinutes(1);

    /** Stages before the cutover have deadlines in the host; this one only ends a dead wait. */
    private static final Duration STAGE_DEADLINE = Duration.ofMinutes(10);

    /**
     * Finds the host of a home.
     *
     * @throws AdminException with {@link AdminError#NO_HOST} if none answers
     */
    public static AdminClient connect(Home home) throws AdminException {
        try (Opened opened = open(home)) {
            return new AdminClient(home, opened.pid());
        }
    }

    /** The process of the host that answers in a home; empty if none does. */
    public static Optional<Long> running(Home home) {
        try {
            return Optional.of(connect(home).pid());
        } catch (AdminException nobody) {
            return Optional.empty();
        }
    }

    /** What the host is doing, with the field names of {@code status --json}. */
    public ObjectNode status() throws AdminException {
        return ask(request("status"));
    }

    /** The journal: {@code entries}, oldest first. */
    public ObjectNode history() throws AdminException {
        return ask(request("history"));
    }

    /** The metrics of host and modules, in Prometheus' text format: {@code status --metrics}. */
    public String metrics() throws AdminException {
        return ask(request("metrics")).path("metrics").asString("");
    }

    /** What is released and not collected: {@code leaks}. */
    public ObjectNode leaks(boolean collect) throws AdminException {
        return ask(request("leaks").put("collect", collect));
    }

    /** Makes the current generation permanent. */
    public Report confirm() throws AdminException {
        try (Opened opened = open(home)) {
            opened.lines.write(request("confirm"));
            return opened.report(StageEvents.NONE, ANSWER_DEADLINE);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Takes the current generation back. */
    public Report rollback(UpgradeOptions options, StageEvents events) throws AdminException {
        try (Opened opened = open(home)) {
            opened.lines.write(withOptions(request("rollback"), options));
            return opened.report(events, STAGE_DEADLINE.plus(options.drain()));
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Takes the upgrade lease, to upgrade. */
    public UpgradeCall upgrade() throws AdminException {
        return UpgradeCall.begin(home, "upgrade");
    }

    /** Takes the upgrade lease, to check. */
    public UpgradeCall check() throws AdminException {
        return UpgradeCall.begin(home, "check");
    }

    private ObjectNode ask(ObjectNode request) throws AdminException {
        try (Opened opened = open(home)) {
            opened.lines.write(request);
            return opened.report(StageEvents.NONE, ANSWER_DEADLINE).json();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    static ObjectNode request(String verb) {
        return Lines.object()
                .put("protocol", Conversation.PROTOCOL)
                .put("verb", verb)
                .put("pid", ProcessHandle.current().pid());
    }

    static ObjectNode withOptions(ObjectNode line, UpgradeOptions options) {
        ArrayNode retire = line.putArray("retire");
        options.retire().stream().sorted().forEach(retire::add);
        return line.put("confirm", options.confirm().name().toLowerCase(Locale.ROOT))
                .put("confirmRunning", options.confirmRunning())
                .put("drainMillis", options.drain().toMillis())
                .put("strict", options.strict())
                .put("acceptLossBack", options.acceptLossBack())
                .put("warm", options.warm())
                .put("values", options.values());
    }

    static Duration stageDeadline(UpgradeOptions options) {
        return STAGE_DEADLINE.plus(options.drain());
    }

    static AdminException lost(IOException e) {
        return new AdminException(
                AdminError.LOST,
                "host",
                "the connection to the host broke: " + e,
                "See with `midstream status` whether it runs, and what it serves");
    }

    static Opened open(Home home) throws AdminException {
        SocketChannel channel;
        try {
            Path socket = home.socket();
            if (!Files.exists(socket)) {
                throw noHost(home);
            }
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException | IllegalArgumentException e) {
            throw noHost(home);
        }
        Lines lines = new Lines(channel);
        boolean greeted = false;
        try {
            ObjectNode greeting = lines.read(GREETING_DEADLINE).orElseThrow(() -> noHost(home));
            int protocol = greeting.path("protocol").asInt(0);
            if (protocol != Conversation.PROTOCOL) {
                throw new AdminException(
                        AdminError.PROTOCOL,
                        home.toString(),
                        "the host is Midstream "
                                + greeting.path("midstream").asString("?")
                                + " with protocol "
                                + protocol
                                + ", this command line speaks "
                                + Conversation.PROTOCOL,
                        "Use the command line of the host's version");
            }
            greeted = true;
            return new Opened(lines, greeting.path("pid").asLong(0));
        } catch (IOException e) {
            throw lost(e);
        } catch (Lines.MalformedLine e) {
            throw malformed(e);
        } finally {
            if (!greeted) {
                lines.close();
            }
        }
    }

    private static AdminException noHost(Home home) {
        Optional<Long> starting = home.holder().filter(pid -> ProcessHandle.of(pid).isPresent());
        String hint =
                starting.map(pid -> "Process " + pid + " may be starting or stopping there; else s")
                        .orElse("S");
        return new AdminException(
                AdminError.NO_HOST,
                home.toString(),
                "no Midstream host runs in " + home,
                hint + "tart one with `midstream run APP`, or name its home with --home");
    }

    private static AdminException malformed(Lines.MalformedLine e) {
        return new AdminException(
                AdminError.MALFORMED,
                "host",
                "its answer is not understood: " + e.getMessage(),
                "Use the command line of the host's version");
    }

    /** A connection that has been greeted. */
    record Opened(Lines lines, long pid) implements AutoCloseable {

        /** Reads events until the report. */
        Report report(StageEvents events, Duration silence) throws AdminException {
            while (true) {
                ObjectNode line = next(silence);
                if (line.path("report") instanceof ObjectNode report) {
                    return new Report(report);
                }
                event(line, events);
            }
        }

        /** Passes a stage event on; others are for newer clients. Whether a stage has ended. */
        boolean event(ObjectNode line, StageEvents events) {
            if (line.has("progress")) {
                events.progress(
                        line.path("progress").asString(""),
                        line.path("done").asLong(0),
                        line.path("total").asLong(0));
            }
            if (!line.has("stage")) {
                return false;
            }
            boolean ended = line.path("state").asString("").equals("ended");
            events.stage(
                    line.path("stage").asString(""),
                    ended,
                    line.path("millis").asLong(0),
                    line.path("generation").asInt(0));
            return ended;
        }

        /** The next line; an error line is thrown. */
        ObjectNode next(Duration silence) throws AdminException {
            try {
                ObjectNode line =
                        lines.read(silence)
                                .orElseThrow(() -> lost(new IOException("the host hung up")));
                if (line.has("error")) {
                    Finding finding = Report.finding(line.path("error"));
                    throw new AdminException(finding);
                }
                return line;
            } catch (IOException e) {
                throw lost(e);
            } catch (Lines.MalformedLine e) {
                throw malformed(e);
            }
        }

        @Override
        public void close() {
            lines.close();
        }
    }
}
