package dev.midstream.server.cli;

import dev.midstream.admin.AdminClient;
import dev.midstream.admin.AdminException;
import dev.midstream.runtime.finding.Finding;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.node.ObjectNode;

/**
 * Waits, by asking the host again and again, for what comes after an upgrade; always with a
 * deadline.
 *
 * <p>The upgrade is done and stays done when the deadline passes; that is a finding, not a refusal.
 */
final class Waiting {

    /** Often enough for a script, seldom enough that the host does not notice. */
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final AdminClient client;
    private final Duration deadline;
    private final Screen screen;

    Waiting(AdminClient client, Duration deadline, Screen screen) {
        this.client = client;
        this.deadline = deadline;
        this.screen = screen;
    }

    /** Until a generation is permanent; says so if another one took its place. */
    Optional<Finding> confirmed(int generation) throws AdminException {
        screen.progress("waiting until generation " + generation + " is confirmed");
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            ObjectNode status = client.status();
            int current = status.path("generation").asInt(0);
            if (current == generation && status.path("confirmed").asBoolean(false)) {
                return Optional.empty();
            }
            if (current != generation) {
                return Optional.of(
                        late(
                                "generation " + generation,
                                "generation " + current + " serves instead",
                                "See `midstream history`"));
            }
            if (!pause(end)) {
                return Optional.of(
                        late(
                                "generation " + generation,
                                "the upgrade is done, and not confirmed within "
                                        + deadline.toSeconds()
                                        + " s",
                                "Use `midstream confirm`, or upgrade with --confirm now"));
            }
        }
    }

    /** Until every released generation is proved collected; asks for garbage collections. */
    Optional<Finding> collected() throws AdminException {
        screen.progress("waiting until every released generation is collected");
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            ObjectNode leaks = client.leaks(true);
            if (leaks.path("leaks").isEmpty()) {
                return Optional.empty();
            }
            if (!pause(end)) {
                return Optional.of(
                        late(
                                leaks.path("leaks").path(0).path("loader").asString("?"),
                                "the upgrade is done, and "
                                        + leaks.path("leaks").size()
                                        + " released loaders are not collected within "
                                        + deadline.toSeconds()
                                        + " s",
                                "See `midstream leaks`"));
            }
        }
    }

    private static Finding late(String subject, String message, String remedy) {
        return Finding.error(CliError.WAIT, subject, message, remedy);
    }

    private static boolean pause(long end) {
        long left = end - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(INTERVAL.toMillis())));
        return !Thread.currentThread().isInterrupted();
    }
}
