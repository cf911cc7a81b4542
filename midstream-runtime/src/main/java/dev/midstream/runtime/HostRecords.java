package dev.midstream.runtime;

import dev.midstream.runtime.config.Configuration;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.journal.Journal;
import dev.midstream.runtime.journal.JournalEntry;
import dev.midstream.runtime.upgrade.Outcome;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What a host writes down in its home: each outcome, and what a later rollback needs. Nothing
 * without a home. Used by whoever holds the lease, and by the start and the stop.
 */
final class HostRecords {

    private static final Logger LOG = System.getLogger(Midstream.class.getName());

    private final Optional<Journal> journal;
    private final Gate gate;

    HostRecords(Optional<Journal> journal, Gate gate) {
        this.journal = journal;
        this.gate = gate;
    }

    /**
     * The journal of a home, if there is one.
     *
     * @throws Refused with {@link MidstreamError#HOME_UNUSABLE}
     */
    static Optional<Journal> open(Optional<Path> home) throws Refused {
        if (home.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Journal(home.get()));
        } catch (IOException e) {
            throw new Refused(
                    MidstreamError.HOME_UNUSABLE,
                    home.get().toString(),
                    "the home cannot be written: " + e,
                    "Name a folder that this user may write with --home DIR");
        }
    }

    /** Writes down an outcome; a home that cannot be written is reported, and stops nothing. */
    void record(String what, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done done -> {
                write(what, "done", done.from(), done.to(), done.release(), done.message());
            }
            case Outcome.Unchanged same ->
                    write(
                            what,
                            "unchanged",
                            same.generation(),
                            same.generation(),
                            same.release(),
                            same.message());
            case Outcome.Refusal refusal ->
                    write(
                            what,
                            "refused",
                            refusal.generation(),
                            refusal.generation(),
                            "",
                            refusal.message());
            case Outcome.TakenBack back ->
                    write(
                            what,
                            "rolledBack",
                            back.to(),
                            back.from(),
                            back.release(),
                            back.message());
        }
        journal.ifPresent(this::prune); // also what was kept for an upgrade that was refused
    }

    /** Keeps an artefact for later rollbacks. */
    void keep(String release, byte[] artefact) {
        journal.ifPresent(j -> {
            try {
                j.keep(release, artefact);
            } catch (IOException e) {
                LOG.log(Level.ERROR, "release {0} cannot be kept: {1}", release, e);
            }
        });
    }

    private void prune(Journal kept) {
        try {
            kept.prune();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "old artefacts cannot be deleted: {0}", e);
        }
    }

    /** Writes one line. */
    void write(String what, String outcome, int from, int to, String release, String message) {
        LOG.log(Level.INFO, "{0} {1}: {2}", what, outcome, message);
        Configuration configuration =
                release.isEmpty() ? Configuration.NONE : gate.current().configuration();
        journal.ifPresent(j -> {
            try {
                j.keepConfiguration(configuration.digest(), configuration.recorded());
                j.append(
                        new JournalEntry(
                                Instant.now(),
                                what,
                                outcome,
                                from,
                                to,
                                release,
                                configuration.digest(),
                                message));
            } catch (IOException e) {
                LOG.log(Level.ERROR, "the journal cannot be written: {0}", e);
            }
        });
    }
}
