package dev.midstream.netty;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.ModuleFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Logs failures of handlers, each kind once and then at most every ten seconds with the number that
 * was left out. Keeps texts only, so it keeps no exception and no class. Safe for all threads.
 */
final class FailureLog {

    private static final Logger LOG = System.getLogger(HttpDoor.class.getName());
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Kinds that are told apart; further ones share one entry. */
    private static final int MOST_KINDS = 256;

    /** So many frames lead from the top to the handler, as a rule. */
    private static final int MOST_FRAMES = 24;

    private final Map<String, Kind> kinds = new HashMap<>();

    private final AtomicBoolean apart = new AtomicBoolean();

    private static final class Kind {
        long loggedAt;
        long leftOut;
    }

    /**
     * A request failed.
     *
     * @param subject the route, as people write it
     * @param what what the handler did
     * @param failure what it threw; null if it threw nothing
     */
    void failed(String subject, String what, @Nullable Throwable failure) {
        String leftOut = turn(subject + " " + what, System.nanoTime());
        if (leftOut != null) {
            LOG.log(
                    Level.ERROR,
                    Finding.error(
                                    DoorError.HANDLER_FAILED,
                                    subject,
                                    what + leftOut + ", answered with 500",
                                    "Correct the handler")
                            .toString(),
                    // A logger may keep what it is given, and that would keep the module's loader.
                    failure == null ? null : ModuleFailure.of(failure));
        }
    }

    /**
     * A request was not answered in time.
     *
     * @param begun whether a part of its answer has gone out
     */
    void late(String subject, long millis, boolean begun) {
        String leftOut = turn(subject + " late", System.nanoTime());
        if (leftOut != null) {
            LOG.log(
                    Level.WARNING,
                    Finding.warning(
                                    DoorError.DEADLINE_PASSED,
                                    subject,
                                    (begun ? "sent no part of its answer" : "gave no answer")
                                            + " within "
                                            + millis
                                            + " ms"
                                            + leftOut
                                            + (begun ? ", broken off" : ", answered with 504"),
                                    "Make the handler faster or raise the request deadline")
                            .toString());
        }
    }

    /** A handler has held its event loop up for so long, and stands there. */
    void slow(String subject, long millis, StackTraceElement[] stack) {
        String leftOut = turn(subject + " slow", System.nanoTime());
        if (leftOut != null) {
            StringBuilder where = new StringBuilder();
            for (int i = 0; i < Math.min(stack.length, MOST_FRAMES); i++) {
                where.append("\n    at ").append(stack[i]);
            }
            LOG.log(
                    Level.WARNING,
                    Finding.warning(
                                    DoorError.LOOP_HELD_UP,
                                    subject,
                                    "has held its event loop up for over "
                                            + millis
                                            + " ms"
                                            + leftOut
                                            + ", and the loop's other connections with it",
                                    "Declare the route as a blocking one, or do the work on"
                                            + " another thread"
                                            + where)
                            .toString());
        }
    }

    /** Non-blocking handlers do not run on event loops here; said once. */
    void apart() {
        if (apart.compareAndSet(false, true)) {
            LOG.log(
                    Level.INFO,
                    "Non-blocking handlers run on virtual threads, so that their thread-locals die"
                            + " with them. To run them on the event loops start the JVM with"
                            + " --add-opens java.base/java.lang=ALL-UNNAMED");
        }
    }

    /** A connection broke for a reason that is the door's own. */
    void broke(String peer, Throwable failure) {
        String leftOut = turn("connection " + failure.getClass().getName(), System.nanoTime());
        if (leftOut != null) {
            LOG.log(
                    Level.ERROR,
                    Finding.error(
                                    DoorError.CONNECTION_FAILED,
                                    peer,
                                    "the connection is closed after " + failure + leftOut,
                                    "Report it with this stack")
                            .toString(),
                    failure);
        }
    }

    /** What to add to the message; null if it is not to be logged now. */
    private synchronized @Nullable String turn(String key, long now) {
        String known = kinds.size() < MOST_KINDS || kinds.containsKey(key) ? key : "";
        Kind kind = kinds.get(known);
        if (kind == null) {
            kind = new Kind();
            kinds.put(known, kind);
        } else if (now - kind.loggedAt < QUIET_NANOS) {
            kind.leftOut++;
            return null;
        }
        long leftOut = kind.leftOut;
        kind.loggedAt = now;
        kind.leftOut = 0;
        return leftOut == 0 ? "" : " (and " + leftOut + " more since the last such line)";
    }
}
