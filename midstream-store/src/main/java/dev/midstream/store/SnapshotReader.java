package dev.midstream.store;

import dev.midstream.runtime.SnapshotError;
import dev.midstream.runtime.actor.ActorIntake;
import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.store.encoding.Misfit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Reads a file once, from its head to its end, and hands its actors on as they come. One thread.
 */
final class SnapshotReader {

    private final String place;
    private final FrameReader in;
    private final Map<Integer, Optional<StoredSection>> sections = new HashMap<>();
    private final SortedMap<String, Long> unknown = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private long frames;
    private long actors;

    SnapshotReader(String place, FrameReader in) {
        this.place = place;
        this.in = in;
    }

    /** What the file says about itself; the first thing to read. */
    Envelopes.Head head() throws Damaged, IOException {
        Frame first = in.next().orElseThrow(() -> new Damaged("it is empty"));
        if (first.kind() != Frame.Kind.HEAD) {
            throw new Damaged("it does not begin as a snapshot does");
        }
        frames++;
        return Envelopes.Head.of(first);
    }

    /**
     * Hands all actors on whose types are known.
     *
     * @param progress is told how many there were, now and then
     * @throws Refused if some of them cannot become what the app has
     */
    void actors(ActorIntake into, LongConsumer progress)
            throws Damaged, Refused, IOException, InterruptedException {
        SortedMap<String, Long> seen = new TreeMap<>();
        while (true) {
            Frame frame = in.next().orElseThrow(() -> new Damaged("its end is missing"));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            switch (frame.kind()) {
                case HEAD -> throw new Damaged("it has two heads");
                case TYPE -> begin(frame, into);
                case ACTORS -> {
                    Optional<StoredSection> section = section(frame);
                    if (section.isPresent() && findings.isEmpty()) {
                        long count = read(frame, section.get(), into);
                        seen.merge(section.get().type(), count, Long::sum);
                        actors += count;
                        progress.accept(actors);
                    }
                }
                case END -> {
                    end(Envelopes.End.of(frame), seen);
                    return;
                }
            }
            frames++;
        }
    }

    private void begin(Frame frame, ActorIntake into) throws Damaged {
        Envelopes.Section section = Envelopes.Section.of(frame);
        if (sections.containsKey(frame.section())) {
            throw new Damaged("it has two sections of number " + frame.section());
        }
        Optional<Behaviour> behaviour = into.behaviour(section.type());
        Optional<StoredSection> known = Optional.empty();
        if (behaviour.isEmpty()) {
            unknown.put(section.type(), 0L);
        } else {
            try {
                known = Optional.of(StoredSection.of(section, behaviour.get()));
            } catch (Refused e) {
                findings.addAll(e.findings());
            } catch (IllegalArgumentException e) {
                throw new Damaged(
                        "the shape of '" + section.type() + "' is none: " + e.getMessage());
            }
        }
        sections.put(frame.section(), known);
    }

    private Optional<StoredSection> section(Frame frame) throws Damaged {
        Optional<StoredSection> section = sections.get(frame.section());
        if (section == null) {
            throw new Damaged("actors of section " + frame.section() + ", which it does not have");
        }
        return section;
    }

    private long read(Frame frame, StoredSection section, ActorIntake into) throws Refused {
        long[] count = {0};
        try {
            section.read(
                    frame.payload(),
                    actor -> {
                        try {
                            into.add(section.behaviour(), actor);
                        } catch (IllegalStateException | IllegalArgumentException twice) {
                            throw Misfit.because(String.valueOf(twice.getMessage()));
                        }
                        count[0]++;
                    });
        } catch (Misfit e) {
            throw new Refused(
                    SnapshotError.VALUE,
                    place,
                    "an actor of type '" + section.type() + "' cannot be read: " + e.getMessage(),
                    "Start the release that has saved it, or move the file away to begin without it");
        }
        return count[0];
    }

    private void end(Envelopes.End end, SortedMap<String, Long> seen)
            throws Damaged, Refused, IOException {
        if (end.frames() != frames) {
            throw new Damaged("it has " + frames + " parts, and says " + end.frames());
        }
        if (in.next().isPresent()) {
            throw new Damaged("something follows its end");
        }
        if (!findings.isEmpty()) {
            throw new Refused(findings);
        }
        for (Map.Entry<String, Long> type : end.actors().entrySet()) {
            if (unknown.containsKey(type.getKey())) {
                unknown.put(type.getKey(), type.getValue());
            } else if (!type.getValue().equals(seen.get(type.getKey()))) {
                throw new Damaged(
                        "it has "
                                + seen.getOrDefault(type.getKey(), 0L)
                                + " actors of type '"
                                + type.getKey()
                                + "', and says "
                                + type.getValue());
            }
        }
    }

    /** How many were handed on. */
    long actors() {
        return actors;
    }

    /** How many there are of each type that the app does not know. */
    SortedMap<String, Long> unknown() {
        return unknown;
    }

    /**
     * Reads a whole file without its values: whether each part is there, and is as it was written.
     */
    static Envelopes.Head check(FrameReader in) throws Damaged, IOException {
        SnapshotReader reader = new SnapshotReader("", in);
        Envelopes.Head head = reader.head();
        while (true) {
            Frame frame = in.next().orElseThrow(() -> new Damaged("its end is missing"));
            if (frame.kind() == Frame.Kind.END) {
                if (Envelopes.End.of(frame).frames() != reader.frames || in.next().isPresent()) {
                    throw new Damaged("its end says something else than it has");
                }
                return head;
            }
            reader.frames++;
        }
    }

    /** Copies what an earlier file has of types that nobody here can read. */
    static void copyUnknown(FrameReader from, SortedMap<String, Long> unknown, SnapshotWriter to)
            throws Damaged, IOException {
        Map<Integer, Integer> copied = new HashMap<>();
        Optional<Frame> next;
        while ((next = from.next()).isPresent()) {
            Frame frame = next.get();
            if (frame.kind() == Frame.Kind.TYPE) {
                Envelopes.Section section = Envelopes.Section.of(frame);
                if (unknown.containsKey(section.type())) {
                    copied.put(frame.section(), to.copied(section));
                }
            } else if (frame.kind() == Frame.Kind.ACTORS) {
                Integer section = copied.get(frame.section());
                if (section != null) {
                    to.copied(section, frame.payload());
                }
            }
        }
        unknown.forEach(to::copied);
    }
}
