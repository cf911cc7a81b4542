package dev.midstream.admin;

import dev.midstream.runtime.Lease;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Code;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.MidstreamException;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.Stage;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.StageTime;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One connection of the door, from greeting to report. Used by one thread. */
final class Conversation {

    static final int PROTOCOL = 1;

    /** A client asks at once; a person with netcat gets this long. */
    static final Duration REQUEST_DEADLINE = Duration.ofSeconds(30);

    /** A build says where it stands or ends; longer silence under the lease blocks other people. */
    static final Duration BUILD_SILENCE_DEADLINE = Duration.ofMinutes(15);

    /** 1 GiB over a local socket takes a second or two. */
    static final Duration TRANSFER_DEADLINE = Duration.ofMinutes(2);

    /** Lines of progress in one upgrade: a client that does not read must not hold it up. */
    private static final int MOST_PROGRESS = 300;

    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

    private final Engine engine;
    private final Home home;
    private final Lines lines;

    Conversation(Engine engine, Home home, Lines lines) {
        this.engine = engine;
        this.home = home;
        this.lines = lines;
    }

    /** Holds the conversation; whatever happens in it, it ends here. */
    void run(boolean crowded) {
        try {
            lines.write(
                    Lines.object()
                            .put("midstream", Version.OWN)
                            .put("protocol", PROTOCOL)
                            .put("pid", ProcessHandle.current().pid()));
            if (crowded) {
                error(
                        AdminError.CROWDED,
                        "more than " + AdminDoor.MAX_CONNECTIONS + " connections at once",
                        "Try again when the others have ended");
                return;
            }
            Optional<ObjectNode> request = lines.read(REQUEST_DEADLINE);
            if (request.isPresent()) {
                answer(request.get());
            }
        } catch (Lines.MalformedLine e) {
            malformed(e.getMessage());
        } catch (MidstreamException e) {
            error(e.finding());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "an admin connection ended early", e);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "an admin request failed", e);
            error(AdminError.INTERNAL, "the host failed: " + e, "See the host's log");
        }
    }

    private void answer(ObjectNode request) throws IOException, Lines.MalformedLine {
        int protocol = request.path("protocol").asInt(0);
        if (protocol != PROTOCOL) {
            error(
                    AdminError.PROTOCOL,
                    "the client speaks protocol " + protocol + ", this host " + PROTOCOL,
                    "Use the command line of Midstream " + Version.OWN);
            return;
        }
        String verb = request.path("verb").asString("");
        String who = verb + " by process " + request.path("pid").asLong(0);
        switch (verb) {
            case "status" -> report(Answers.status(engine.status(), home, home.http()));
            case "history" -> report(Answers.history(engine.history()));
            case "metrics" -> report(Lines.object().put("metrics", engine.metrics()));
            case "leaks" ->
                    report(Answers.leaks(engine.leaks(request.path("collect").asBoolean(false))));
            case "confirm" -> leased(who, lease -> lease.confirm());
            case "rollback" -> {
                UpgradeOptions options = options(request);
                leased(who, lease -> lease.rollback(options, listener()));
            }
            case "upgrade", "check" -> leased(who, lease -> upgrade(lease, verb));
            default -> malformed("no such verb: '" + verb + "'");
        }
    }

    private interface Work {
        Outcome run(Lease lease) throws IOException, Lines.MalformedLine;
    }

    private void leased(String who, Work work) throws IOException, Lines.MalformedLine {
        ObjectNode result;
        try (Lease lease = engine.lease(who)) {
            lines.write(
                    Lines.object()
                            .put("granted", true)
                            .put("app", engine.status().app())
                            .put("generation", engine.generation()));
            result = Answers.outcome(work.run(lease));
        } catch (Refused busy) {
            result = Answers.refused(engine.generation(), busy.findings());
        }
        // Said after the lease is given back: whoever reads it may ask for the next one at once.
        report(result);
    }

    private Outcome upgrade(Lease lease, String verb) throws IOException, Lines.MalformedLine {
        while (true) {
            ObjectNode line =
                    lines.read(BUILD_SILENCE_DEADLINE)
                            .orElseThrow(() -> new IOException("the client left while building"));
            if (line.has("at")) {
                lease.at(line.path("at").asString(""));
            } else if (line.has("artefact")) {
                UpgradeOptions options = options(line);
                byte[] artefact = receive(line.path("artefact"));
                lease.at("received");
                watch(lease);
                return verb.equals("check")
                        ? lease.check(artefact, options, listener())
                        : lease.upgrade(artefact, options, listener());
            } else {
                throw new Lines.MalformedLine("'at' or 'artefact' expected");
            }
        }
    }

    private byte[] receive(JsonNode length) throws IOException, Lines.MalformedLine {
        long bytes = length.isIntegralNumber() ? length.asLong() : -1;
        if (bytes < 0) {
            throw new Lines.MalformedLine("'artefact' is its length in bytes");
        }
        if (bytes > Artefact.LIMIT_BYTES) {
            throw new MidstreamException(
                    AdminError.TOO_LARGE,
                    "artefact",
                    bytes + " bytes announced, at most " + Artefact.LIMIT_BYTES + " are taken",
                    "Remove libraries that the app does not need");
        }
        return lines.readBytes((int) bytes, TRANSFER_DEADLINE);
    }

    /** Cancels when the client is gone. Ends with the connection at the latest. */
    private void watch(Lease lease) {
        Thread.ofVirtual()
                .name("midstream-admin-watch")
                .start(() -> {
                    if (lines.awaitEnd()) {
                        lease.cancel();
                    }
                });
    }

    private StageListener listener() {
        return new StageListener() {
            private int told;

            @Override
            public void begun(Stage stage) {
                tell(Lines.object().put("stage", stage.label()).put("state", "begun"));
            }

            @Override
            public void progress(Stage stage, long done, long total) {
                if (told++ < MOST_PROGRESS) {
                    tell(
                            Lines.object()
                                    .put("progress", stage.label())
                                    .put("done", done)
                                    .put("total", total));
                }
            }

            @Override
            public void ended(Stage stage, StageTime time) {
                tell(
                        Lines.object()
                                .put("stage", time.name())
                                .put("state", "ended")
                                .put("millis", time.millis())
                                .put("generation", engine.generation()));
            }
        };
    }

    /** Some hundred short lines fit into the socket's buffer: this does not hold the upgrade up. */
    private void tell(ObjectNode line) {
        try {
            lines.write(line);
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "the client does not listen any more", gone);
        }
    }

    private void report(ObjectNode report) throws IOException {
        ObjectNode line = Lines.object();
        line.set("report", report);
        lines.write(line);
    }

    private void malformed(@org.jspecify.annotations.Nullable String why) {
        error(AdminError.MALFORMED, "not understood: " + why, "See docs/decisions/0005");
    }

    private void error(Code code, String message, String remedy) {
        error(Finding.error(code, "admin socket", message, remedy));
    }

    private void error(Finding finding) {
        ObjectNode line = Lines.object();
        line.set("error", Answers.finding(finding));
        tell(line);
    }

    private static Set<String> retire(ObjectNode json) {
        Set<String> types = new TreeSet<>();
        json.path("retire").forEach(type -> types.add(type.asString("")));
        return types;
    }

    private static UpgradeOptions options(ObjectNode json) throws Lines.MalformedLine {
        String confirm = json.path("confirm").asString("auto").toUpperCase(Locale.ROOT);
        long drainMillis = json.path("drainMillis").asLong(-1);
        try {
            return new UpgradeOptions(
                    Confirm.valueOf(confirm),
                    json.path("confirmRunning").asBoolean(false),
                    drainMillis < 0
                            ? UpgradeOptions.DEFAULT.drain()
                            : Duration.ofMillis(drainMillis),
                    json.path("strict").asBoolean(false),
                    json.path("acceptLossBack").asBoolean(false),
                    retire(json),
                    json.path("warm").asBoolean(true),
                    json.path("values").asBoolean(false));
        } catch (IllegalArgumentException e) {
            throw new Lines.MalformedLine(String.valueOf(e.getMessage()));
        }
    }
}
