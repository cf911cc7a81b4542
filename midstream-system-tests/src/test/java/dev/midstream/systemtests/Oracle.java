package dev.midstream.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges every answer: exactly what one version produces, of a version that may serve at that time.
 *
 * <p>The test tells it which versions may serve: {@link #mayServe} before an upgrade begins, {@link
 * #onlyServes} after it is done. An answer must come from a version that might serve at some moment
 * between its request and its arrival. Safe for all threads; all state is guarded by this object.
 */
final class Oracle {

    private static final int COMPLAINTS_KEPT = 20;

    private static final Pattern VERSIONS =
            Pattern.compile(".*;web=(\\d+);first=(\\d+):\\d+;second=(\\d+):\\d+;.*");

    private final List<Reign> reigns = new ArrayList<>();
    private final Map<Integer, Long> answersByVersion = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    private long requests;
    private long failed;
    private long dropped;
    private long mixed;
    private long untimely;

    /** From when until when a version might serve, by {@link System#nanoTime}. */
    private record Reign(int version, long fromNanos, long untilNanos) {
        boolean covers(int served, long sentNanos, long receivedNanos) {
            return version == served
                    && fromNanos - receivedNanos <= 0
                    && (untilNanos == OPEN || untilNanos - sentNanos >= 0);
        }
    }

    private static final long OPEN = Long.MAX_VALUE;

    Oracle(int version) {
        reigns.add(new Reign(version, System.nanoTime(), OPEN));
    }

    /** From now on this version may serve, too. */
    synchronized void mayServe(int version) {
        reigns.add(new Reign(version, System.nanoTime(), OPEN));
    }

    /** What is asked from now on must be answered by this version. */
    synchronized void onlyServes(int version) {
        long now = System.nanoTime();
        reigns.replaceAll(reign ->
                reign.untilNanos() == OPEN && reign.version() != version
                        ? new Reign(reign.version(), reign.fromNanos(), now)
                        : reign);
    }

    /** Judges one answer. */
    synchronized void answered(Asked asked, long receivedNanos, HttpAnswer answer) {
        requests++;
        Matcher versions = VERSIONS.matcher(answer.body());
        if (answer.status() != 200 || !versions.matches()) {
            failed++;
            complain("failed", asked, answer.status() + " " + answer.body());
            return;
        }
        int version = Integer.parseInt(versions.group(1));
        if (Integer.parseInt(versions.group(2)) != version
                || Integer.parseInt(versions.group(3)) != version) {
            mixed++;
            complain("mixed", asked, answer.body());
        } else if (!answer.body().equals(asked.answeredBy(version))) {
            failed++;
            complain("wrong", asked, answer.body() + "\n  instead of " + asked.answeredBy(version));
        } else if (reigns.stream()
                .noneMatch(reign -> reign.covers(version, asked.sentNanos(), receivedNanos))) {
            untimely++;
            complain("untimely", asked, answer.body());
        }
        answersByVersion.merge(version, 1L, Long::sum);
    }

    /** Counts a connection that the server closed. */
    synchronized void dropped(Asked asked, String how) {
        requests++;
        dropped++;
        complain("dropped", asked, how);
    }

    /** How many answers came so far. */
    synchronized long requests() {
        return requests;
    }

    synchronized LoadReport report() {
        return new LoadReport(
                requests,
                failed,
                dropped,
                mixed,
                untimely,
                Map.copyOf(answersByVersion),
                List.copyOf(complaints));
    }

    private void complain(String what, Asked asked, String seen) {
        if (complaints.size() < COMPLAINTS_KEPT) {
            complaints.add(what + ": GET " + asked.target() + " -> " + seen);
        }
    }

    /** One request, with the stamp that makes it the only one of its kind. */
    record Asked(String route, String sku, int qty, String stamp, long sentNanos) {

        String target() {
            return "/" + route + "/" + sku + "?qty=" + qty + "&stamp=" + stamp;
        }

        String answeredBy(int version) {
            return Shop.answer(version, route, stamp, sku, qty);
        }
    }
}
