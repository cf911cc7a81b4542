package dev.midstream.admin;

import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
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
    private final int generation;

    private UpgradeCall(AdminClient.Opened opened, Optional<Report> refusal, int generation) {
        this.opened = opened;
        this.refusal = refusal;
        this.generation = generation;
    }

    static UpgradeCall begin(Home home, String verb) throws AdminException {
        AdminClient.Opened opened = AdminClient.open(home);
        boolean answered = false;
        try {
            opened.lines().write(AdminClient.request(verb));
            ObjectNode answer = opened.next(GRANT_DEADLINE);
            answered = true;
            return answer.path("report") instanceof ObjectNode report
                    ? new UpgradeCall(opened, Optional.of(new Report(report)), 0)
                    : new UpgradeCall(opened, Optional.empty(), answer.path("generation").asInt());
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
        return opened.report(events, AdminClient.stageDeadline(options));
    }

    /** Hangs up. */
    @Override
    public void close() {
        opened.close();
    }
}
