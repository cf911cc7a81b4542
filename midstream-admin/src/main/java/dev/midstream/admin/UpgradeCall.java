package dev.midstream.admin;

import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Stage;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The upgrade lease of a host, held over a connection while the client builds. Closing it, or
 * dying, before the host has cut over cancels; nothing has changed then. Used by one thread.
 */
public final class UpgradeCall implements AutoCloseable {

    private static final Duration GRANT_DEADLINE = Duration.ofSeconds(30);
    private static final Duration TRANSFER_DEADLINE = Duration.ofMinutes(2);

    private final AdminClient.Opened opened;
    private final Optional<Report> refusal;
    private final String app;
    private final int generation;

    private UpgradeCall(AdminClient.Opened opened, ObjectNode answer) {
        this.opened = opened;
        this.refusal =
                answer.path("report") instanceof ObjectNode report
                        ? Optional.of(new Report(report))
                        : Optional.empty();
        this.app = answer.path("app").asString("");
        this.generation = answer.path("generation").asInt(0);
    }

    static UpgradeCall begin(Home home, String verb) throws AdminException {
        AdminClient.Opened opened = AdminClient.open(home);
        boolean answered = false;
        try {
            opened.lines().write(AdminClient.request(verb));
            ObjectNode answer = opened.next(GRANT_DEADLINE);
            answered = true;
            return new UpgradeCall(opened, answer);
        } catch (IOException e) {
            throw AdminClient.lost(e);
        } finally {
            if (!answered) {
                opened.close();
            }
        }
    }

    /** Why the lease was not granted: who holds it and where it stands. Empty if it was. */
    public Optional<Report> refusal() {
        return refusal;
    }

    /** The name of the app that the host runs. */
    public String app() {
        return app;
    }

    /** The generation that was current when the lease was granted. */
    public int generation() {
        return generation;
    }

    /** Tells the host, and whoever is refused meanwhile, where the client stands. */
    public void at(String where) throws AdminException {
        try {
            opened.lines().write(Lines.object().put("at", where));
        } catch (IOException e) {
            throw AdminClient.lost(e);
        }
    }

    /** Sends the artefact and waits for the end. */
    public Report send(byte[] artefact, UpgradeOptions options, StageEvents events)
            throws AdminException {
        transfer(artefact, options);
        return opened.report(events, AdminClient.stageDeadline(options));
    }

    /**
     * Sends the artefact and leaves as soon as the new generation serves; the host drains alone.
     * What it reports then is what is known at the cutover: a later end it does not see.
     */
    public Report sendUntilCutover(byte[] artefact, UpgradeOptions options, StageEvents events)
            throws AdminException {
        transfer(artefact, options);
        ArrayNode stages = Lines.object().putArray("stages");
        while (true) {
            ObjectNode line = opened.next(AdminClient.stageDeadline(options));
            if (line.path("report") instanceof ObjectNode report) {
                return new Report(report);
            }
            boolean ended = opened.event(line, events);
            if (!ended) {
                continue;
            }
            String stage = line.path("stage").asString("");
            stages.addObject().put("name", stage).put("millis", line.path("millis").asLong(0));
            if (stage.equals(Stage.CUTOVER.label())) {
                int to = line.path("generation").asInt(0);
                ObjectNode json =
                        Lines.object()
                                .put("outcome", Report.DONE)
                                .put("from", generation)
                                .put("to", to)
                                .put("release", Artefact.release(artefact))
                                .put("confirmed", options.confirm() == Confirm.NOW)
                                .putNull("reversibility")
                                .put("message", "generation " + to + " serves; the host drains");
                json.putArray("findings");
                json.set("stages", stages);
                return new Report(json);
            }
        }
    }

    private void transfer(byte[] artefact, UpgradeOptions options) throws AdminException {
        try {
            opened.lines()
                    .write(
                            AdminClient.withOptions(
                                    Lines.object().put("artefact", artefact.length), options));
            opened.lines().write(artefact, TRANSFER_DEADLINE);
        } catch (IOException e) {
            // The host may have said why before it hung up.
            opened.next(GRANT_DEADLINE);
            throw AdminClient.lost(e);
        }
    }

    /** Hangs up. */
    @Override
    public void close() {
        opened.close();
    }
}
