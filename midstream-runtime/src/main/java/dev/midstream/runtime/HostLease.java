package dev.midstream.runtime;

import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.ModuleFailure;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.journal.Journal;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.Stage;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.StageTime;
import dev.midstream.runtime.upgrade.UpgradeError;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The host's lease: runs operations one at a time and writes each into the journal. */
final class HostLease implements Lease {

    private static final Logger LOG = System.getLogger(Midstream.class.getName());

    private final Host host;
    private final String who;
    private final long since = System.nanoTime();
    private final Cancellation cancellation = new Cancellation();
    private volatile String where = "begins";
    private volatile boolean closed;

    HostLease(Host host, String who) {
        this.host = host;
        this.who = who;
    }

    /** Who holds it, since when, and where that stands. */
    String describe() {
        long seconds = Duration.ofNanos(System.nanoTime() - since).toSeconds();
        return who + " (for " + seconds + " s, " + where + ")";
    }

    @Override
    public void at(String place) {
        where = place;
    }

    @Override
    public Outcome upgrade(byte[] artefact, UpgradeOptions options, StageListener listener) {
        return upgrade("upgrade", artefact, options, listener);
    }

    private Outcome upgrade(
            String what, byte[] artefact, UpgradeOptions options, StageListener listener) {
        // Kept before the cutover: what serves can always be found again after a crash.
        host.keep(Artefact.release(artefact), artefact);
        return run(
                what,
                () -> host.pipeline().upgrade(artefact, options, cancellation, told(listener)));
    }

    @Override
    public Outcome check(byte[] artefact, StageListener listener) {
        checkOpen();
        return guarded(() -> host.pipeline().check(artefact, cancellation, told(listener)));
    }

    @Override
    public Outcome confirm() {
        return run("confirm", () -> host.pipeline().confirm());
    }

    @Override
    public Outcome rollback(UpgradeOptions options, StageListener listener) {
        checkOpen();
        if (host.pipeline().canRollBackWarm()) {
            return run("rollback", () -> host.pipeline().rollback(options, told(listener)));
        }
        Optional<byte[]> previous = previousArtefact();
        if (previous.isPresent()) {
            return upgrade("rollback", previous.get(), options, listener);
        }
        String why = "there is no release before the one that runs";
        return run("rollback", () -> host.pipeline().nothingToRollBack(why));
    }

    private Optional<byte[]> previousArtefact() {
        try {
            Optional<Journal> journal = host.journal();
            Optional<String> release =
                    journal.isPresent() ? journal.get().previousRelease() : Optional.empty();
            return release.isPresent() ? journal.get().artefact(release.get()) : Optional.empty();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the previous release cannot be read: {0}", e);
            return Optional.empty();
        }
    }

    @Override
    public void cancel() {
        cancellation.cancel();
    }

    @Override
    public void close() {
        closed = true;
        host.giveBack(this);
    }

    private Outcome run(String what, Supplier<Outcome> operation) {
        checkOpen();
        Outcome outcome = guarded(operation);
        host.record(what, outcome);
        return outcome;
    }

    /** A failure inside Midstream must not leave the lease's holder without an answer. */
    private Outcome guarded(Supplier<Outcome> operation) {
        try {
            return operation.get();
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            // As text: module code may be on its stack, and would stay loaded in a logger's hands.
            LOG.log(Level.ERROR, "an operation failed inside Midstream", ModuleFailure.of(e));
            Finding finding =
                    Finding.error(
                            UpgradeError.INTERNAL,
                            "midstream",
                            "failed inside Midstream: " + e,
                            "Look into the host's log, run `midstream status`, and report it");
            int current = host.gate().current().number();
            return new Outcome.Refusal(
                    finding.message() + "; generation " + current + " serves",
                    current,
                    List.of(finding),
                    List.of());
        }
    }

    private void checkOpen() {
        if (closed) {
            throw Host.leaseClosed();
        }
    }

    private StageListener told(StageListener listener) {
        return new StageListener() {
            @Override
            public void begun(Stage stage) {
                at(stage.label());
                listener.begun(stage);
            }

            @Override
            public void ended(Stage stage, StageTime time) {
                listener.ended(stage, time);
            }
        };
    }
}
