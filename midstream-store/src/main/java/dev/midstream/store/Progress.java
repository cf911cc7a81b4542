package dev.midstream.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/** How far it is, for the log and for whoever asks. Written by one thread, read by all. */
final class Progress {

    private static final Logger LOG = System.getLogger(FileSnapshots.class.getName());
    private static final long EACH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String place;
    private String what = "";
    private long begun;
    private long said;
    private volatile long actors;
    private volatile long total;

    Progress(String place) {
        this.place = place;
    }

    void begin(String doing, long most) {
        what = doing;
        total = most;
        actors = 0;
        begun = System.nanoTime();
        said = begun;
    }

    void at(long count) {
        actors = count;
        long now = System.nanoTime();
        if (now - said > EACH_NANOS) {
            said = now;
            LOG.log(Level.INFO, "{0}: {1} actors {2} so far", place, count, what);
        }
    }

    void end(String how) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        LOG.log(Level.INFO, "{0}: {1} actors {2} in {3} ms, {4}", place, actors, what, millis, how);
    }

    long actors() {
        return actors;
    }

    long total() {
        return total;
    }
}
