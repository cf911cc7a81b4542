package dev.midstream.runtime;

import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.actor.ActorIntake;
import dev.midstream.runtime.actor.ActorOutflow;
import dev.midstream.runtime.finding.MidstreamException;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Generation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A host's actors, from a store and back to it. Used by the thread that starts the host, and by the
 * one that stops it.
 */
final class Snapshots {

    private static final Logger LOG = System.getLogger(Midstream.class.getName());

    /** How long actors that stop may go on with what they say to each other. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    /** Values may be nested deeply; each level costs a few frames. Reserved, not used. */
    private static final long STACK_BYTES = 1L << 29;

    private final SnapshotStore store;
    private final ActorEngine actors;
    private final String app;

    /** Nothing is saved by a host that has not got what was kept: that would be lost. */
    private volatile boolean restored;

    Snapshots(SnapshotStore store, ActorEngine actors, String app) {
        this.store = store;
        this.actors = actors;
        this.app = app;
    }

    SnapshotStatus status() {
        return store.status();
    }

    /** Takes in what is kept; returns when turns may begin. */
    void restore(Generation first) throws Refused {
        ActorIntake into = actors.takeIn(first.behaviours());
        bounded(
                "restored",
                () -> {
                    store.restore(into, running(first));
                    return Boolean.TRUE;
                });
        restored = true;
        actors.taken();
    }

    /**
     * Keeps all actors. No turn begins any more.
     *
     * @throws Refused if not all could be kept
     */
    void save(Generation last) throws Refused {
        if (!restored) {
            return;
        }
        if (!actors.awaitQuiet(QUIET)) {
            LOG.log(
                    Level.INFO,
                    "actors still send each other messages after {0}; what waits is saved with them",
                    QUIET);
        }
        ActorOutflow from = actors.stop(last.behaviours(), store.deadline());
        bounded(
                "saved",
                () -> {
                    store.save(from, running(last));
                    return Boolean.TRUE;
                });
    }

    void close() {
        store.close();
    }

    private SnapshotStore.Running running(Generation generation) {
        return new SnapshotStore.Running(app, generation.release(), generation.number());
    }

    private void bounded(String what, Callable<Boolean> work) throws Refused {
        FutureTask<Boolean> task = new FutureTask<>(work);
        Thread worker = new Thread(null, task, "midstream-snapshot", STACK_BYTES, false);
        worker.setDaemon(true);
        worker.start();
        long seconds = store.deadline().toSeconds();
        try {
            task.get(store.deadline().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            task.cancel(true);
            throw new Refused(
                    SnapshotError.LATE,
                    store.status().place(),
                    "the actors were not "
                            + what
                            + " within "
                            + seconds
                            + " s; what was kept before"
                            + " is untouched",
                    "Allow more with --snapshot-deadline SECONDS; the service manager's own patience"
                            + " has to be longer");
        } catch (InterruptedException stop) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw failed(what, stop);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Refused refused -> throw refused;
                case MidstreamException known ->
                        throw new Refused(java.util.List.of(known.finding()));
                case null, default -> throw failed(what, e.getCause() == null ? e : e.getCause());
            }
        }
    }

    private Refused failed(String what, Throwable cause) {
        LOG.log(Level.ERROR, "actors cannot be " + what, cause);
        return new Refused(
                SnapshotError.FAILED,
                store.status().place(),
                "the actors cannot be "
                        + what
                        + ": "
                        + cause
                        + "; what was kept before is untouched",
                "The log has the stack; report it");
    }
}
