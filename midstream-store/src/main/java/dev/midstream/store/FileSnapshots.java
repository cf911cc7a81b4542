package dev.midstream.store;

import dev.midstream.runtime.SnapshotError;
import dev.midstream.runtime.SnapshotStatus;
import dev.midstream.runtime.SnapshotStatus.State;
import dev.midstream.runtime.SnapshotStore;
import dev.midstream.runtime.actor.ActorIntake;
import dev.midstream.runtime.actor.ActorOutflow;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/**
 * Snapshots in a folder, which one process has at a time:
 *
 * <pre>
 * actors.cbor      the actors, complete; replaced as a whole when a new one is complete
 * actors.cbor.new  one that is being written, or was when the process ended
 * running          when what the running host has restored was saved
 * lock             held by the process that uses the folder
 * </pre>
 */
public final class FileSnapshots implements SnapshotStore {

    private static final Logger LOG = System.getLogger(FileSnapshots.class.getName());

    private static final int BUFFER_BYTES = 1 << 16;

    private final Folder folder;
    private final Duration deadline;
    private final Steps steps;
    private final Progress progress;

    private volatile SortedMap<String, Long> unknown = new TreeMap<>();
    private volatile Optional<Envelopes.Head> head = Optional.empty();
    private volatile State state = State.OPENED;

    private FileSnapshots(Folder folder, Duration deadline, Steps steps) {
        this.folder = folder;
        this.deadline = deadline;
        this.steps = steps;
        this.progress = new Progress(folder.toString());
    }

    /**
     * Takes a folder for this process; makes it if it is not there.
     *
     * @param deadline how long restoring, and saving, may take
     * @throws Refused if it cannot be had
     */
    public static FileSnapshots open(Path folder, Duration deadline) throws Refused {
        return open(folder, deadline, Steps.NONE);
    }

    static FileSnapshots open(Path folder, Duration deadline, Steps steps) throws Refused {
        return new FileSnapshots(Folder.take(folder), deadline, steps);
    }

    @Override
    public Duration deadline() {
        return deadline;
    }

    @Override
    public SnapshotStatus status() {
        return new SnapshotStatus(
                folder.toString(),
                state,
                progress.actors(),
                progress.total(),
                head.map(Envelopes.Head::saved),
                head.map(Envelopes.Head::release).orElse(""),
                unknown);
    }

    @Override
    public void restore(ActorIntake into, Running app) throws Refused, InterruptedException {
        state = State.RESTORING;
        progress.begin("restored", 0);
        try {
            if (Files.notExists(folder.file())) {
                LOG.log(Level.INFO, "{0} has no snapshot yet: actors begin anew", folder);
            } else {
                read(into);
            }
            Files.deleteIfExists(folder.marker());
            if (head.isPresent()) {
                Files.writeString(folder.marker(), head.get().saved().toString());
            }
        } catch (IOException e) {
            throw folder.unusable(e);
        }
        state = State.RESTORED;
    }

    private void read(ActorIntake into) throws Refused, InterruptedException, IOException {
        try (InputStream bytes = folder.read();
                FrameReader frames = new FrameReader(bytes)) {
            SnapshotReader reader = new SnapshotReader(folder.file().toString(), frames);
            Envelopes.Head found = reader.head();
            head = Optional.of(found);
            warnIfStale(found);
            into.numbersFrom(found.numbers());
            reader.actors(into, progress::at);
            unknown = reader.unknown();
            unknown.forEach(into::unknown);
            progress.end("saved at " + found.saved() + " by release " + found.release());
            warnOfUnknown();
        } catch (Damaged e) {
            throw damaged(e);
        }
    }

    private Refused damaged(Damaged e) {
        return e.isLater()
                ? new Refused(
                        SnapshotError.FORMAT,
                        folder.file().toString(),
                        e.seen(),
                        "Start it with the version of Midstream that has written it")
                : new Refused(
                        SnapshotError.DAMAGED,
                        folder.file().toString(),
                        "the file is no complete snapshot: " + e.seen(),
                        "Put a copy of it back, or move it away to begin without it");
    }

    private void warnIfStale(Envelopes.Head found) throws IOException {
        if (Files.exists(folder.marker())
                && Files.readString(folder.marker()).equals(found.saved().toString())) {
            LOG.log(
                    Level.WARNING,
                    Finding.warning(
                            SnapshotError.STALE,
                            folder.file().toString(),
                            "the host that was started with it last has ended without saving; the"
                                    + " actors are as they were at "
                                    + found.saved(),
                            "Stop hosts with SIGTERM, and see in their log why they did not save"));
        }
    }

    private void warnOfUnknown() {
        if (!unknown.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    Finding.warning(
                            SnapshotError.UNKNOWN_TYPE,
                            folder.file().toString(),
                            "the app does not know these types of actors, by number: " + unknown,
                            "They stay in the file, also when it is written again, until a release"
                                    + " with these types is started"));
        }
    }

    @Override
    public void save(ActorOutflow from, Running app) throws Refused, InterruptedException {
        state = State.SAVING;
        progress.begin("saved", from.size());
        Missed missed = new Missed();
        boolean done = false;
        try {
            Instant now = Instant.now();
            Envelopes.Head next =
                    new Envelopes.Head(
                            app.app(), app.release(), app.generation(), now, from.numbers());
            write(from, next, missed);
            commit();
            head = Optional.of(next);
            progress.end("release " + app.release());
            missed.refuse(folder.file().toString());
            done = true;
        } catch (IOException | JacksonException e) {
            throw notSaved(e instanceof JacksonException ? e.getCause() : e, e);
        } catch (Damaged e) {
            throw notSaved(null, e);
        } finally {
            state = done ? State.SAVED : State.FAILED;
        }
    }

    private Refused notSaved(@org.jspecify.annotations.Nullable Throwable cause, Exception thrown) {
        return new Refused(
                SnapshotError.NOT_SAVED,
                folder.file().toString(),
                "the actors are not saved: "
                        + (cause == null ? thrown.getMessage() : cause)
                        + "; what was kept before is untouched",
                "Make room on the disk, and see that this user may write there");
    }

    private void write(ActorOutflow from, Envelopes.Head next, Missed missed)
            throws IOException, InterruptedException, Damaged {
        try (FileChannel file =
                FileChannel.open(
                        folder.next(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            steps.reached(Steps.Step.CREATED);
            FrameWriter out =
                    new FrameWriter(
                            new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES));
            out.write(next.frame());
            out.flush();
            steps.reached(Steps.Step.BEGUN);
            SnapshotWriter writer = new SnapshotWriter(out, next.release(), missed, progress::at);
            from.each(writer);
            writer.finish();
            copyUnknown(writer);
            out.flush();
            steps.reached(Steps.Step.ACTORS);
            out.write(new Envelopes.End(out.frames(), writer.written()).frame());
            out.flush();
            steps.reached(Steps.Step.WRITTEN);
            file.force(true);
        }
    }

    private void copyUnknown(SnapshotWriter to) throws IOException, Damaged {
        if (!unknown.isEmpty()) {
            try (InputStream bytes = folder.read();
                    FrameReader frames = new FrameReader(bytes)) {
                SnapshotReader.copyUnknown(frames, unknown, to);
            }
        }
    }

    /** Puts the new file in the place of the old one, once it has been read again. */
    private void commit() throws IOException, Damaged, InterruptedException {
        try (InputStream bytes = folder.readNext();
                FrameReader frames = new FrameReader(bytes)) {
            SnapshotReader.check(frames);
        }
        steps.reached(Steps.Step.CHECKED);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Files.move(
                folder.next(),
                folder.file(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        steps.reached(Steps.Step.RENAMED);
        folder.force();
        Files.deleteIfExists(folder.marker());
        steps.reached(Steps.Step.DONE);
    }

    @Override
    public void close() {
        folder.close();
    }
}
