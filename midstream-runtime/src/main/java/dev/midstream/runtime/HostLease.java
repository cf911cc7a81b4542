package dev.midstream.runtime;

import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.ModuleFailure;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.journal.Journal;
import dev.midstream.runtime.journal.Journal.Served;
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
import java.util.ArrayList;
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
        return upgrade("upgrade", artefact, Optional.empty(), options, listener);
    }

    private Outcome upgrade(
            String what,
            byte[] artefact,
            Optional<String> recorded,
            UpgradeOptions options,
            StageListener listener) {
        // Kept before the cutover: what serves can always be found again after a crash.
        host.keep(Artefact.release(artefact), artefact);
        return run(
                what,
                () ->
                        host.pipeline()
                                .upgrade(
                                        artefact, recorded, options, cancellation, told(listener)));
    }

    @Override
    public Outcome check(byte[] artefact, UpgradeOptions options, StageListener listener) {
        checkOpen();
        return guarded(
                () -> host.pipeline().check(artefact, options, cancellation, told(listener)));
    }

    @Override
    public Outcome confirm() {
        return run("confirm", () -> host.pipeline().confirm());
    }

    @Override
    public Outcome rollback(UpgradeOptions options, StageListener listener) {
        return withDifferences(goBack(options, listener));
    }

    private Outcome withDifferences(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done done)) {
            return outcome;
        }
        List<Finding> findings = new ArrayList<>(done.findings());
        try {
            Optional<Journal> journal = host.journal();
            Optional<byte[]> artefact =
                    journal.isPresent() ? journal.get().artefact(done.release()) : Optional.empty();
            artefact.flatMap(host.pipeline()::differingConfiguration).ifPresent(findings::add);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "release {0} cannot be read: {1}", done.release(), e);
        }
        return new Outcome.Done(
                done.message(),
                done.from(),
                done.to(),
                done.release(),
                done.confirmed(),
                done.reversibility(),
                findings,
                done.stages());
    }

    private Outcome goBack(UpgradeOptions options, StageListener listener) {
        checkOpen();
        if (host.pipeline().canRollBackWarm()) {
            return run("rollback", () -> host.pipeline().rollback(options, told(listener)));
        }
        Optional<Previous> previous = previous();
        if (previous.isPresent()) {
            Previous back = previous.get();
            return upgrade(
                    "rollback", back.artefact(), Optional.of(back.recorded()), options, listener);
        }
        String why = "there is no release before the one that runs";
        return run("rollback", () -> host.pipeline().nothingToRollBack(why));
    }

    /** What a rollback goes back to when nothing of it is loaded. */
    private record Previous(byte[] artefact, String recorded) {}

    private Optional<Previous> previous() {
        try {
            Optional<Journal> journal = host.journal();
            Optional<Served> served =
                    journal.isPresent() ? journal.get().previous() : Optional.empty();
            if (served.isEmpty()) {
                return Optional.empty();
            }
            Optional<byte[]> artefact = journal.get().artefact(served.get().release());
            String digest = served.get().configuration();
            Optional<String> recorded =
                    digest.isEmpty() ? Optional.of("") : journal.get().configuration(digest);
            return artefact.isPresent() && recorded.isPresent()
                    ? Optional.of(new Previous(artefact.get(), recorded.get()))
                    : Optional.empty();
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
