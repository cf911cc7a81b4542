package dev.midstream.store;

import dev.midstream.runtime.actor.ActorOutflow;
import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.actor.StoredActor;
import dev.midstream.store.encoding.Encoding;
import dev.midstream.store.encoding.Misfit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Writes actors, as many in a block as make up some 256 KiB. One thread.
 *
 * <p>An actor that cannot be written does not take its neighbours with it: their block is split
 * until it is alone.
 */
final class SnapshotWriter implements ActorOutflow.Taker<IOException> {

    /** So deep may values be nested on the thread of snapshots. */
    static final int DEEPEST = 100_000;

    private static final int BLOCK_BYTES = 256 << 10;
    private static final int MOST_PER_BLOCK = 1_024;

    private final FrameWriter out;
    private final String release;
    private final Missed missed;
    private final LongConsumer progress;
    private final Map<Behaviour, Section> sections = new HashMap<>();
    private final SortedMap<String, Long> written = new TreeMap<>();
    private int numbers;
    private long actors;

    /** Actors that are written together. */
    private static final class Section {
        final int number;
        final Block block;
        List<StoredActor> waiting = new ArrayList<>();
        int perBlock = 1;

        Section(int number, Block block) {
            this.number = number;
            this.block = block;
        }
    }

    /**
     * A writer.
     *
     * @param release what runs
     * @param progress is told how many are written, now and then
     */
    SnapshotWriter(FrameWriter out, String release, Missed missed, LongConsumer progress) {
        this.out = out;
        this.release = release;
        this.missed = missed;
        this.progress = progress;
    }

    @Override
    public void take(Behaviour behaviour, StoredActor actor) {
        Section section = sections.get(behaviour);
        if (section == null) {
            section = begin(behaviour);
            sections.put(behaviour, section);
        }
        section.waiting.add(actor);
        if (section.waiting.size() >= section.perBlock) {
            flush(behaviour.type(), section);
        }
    }

    private Section begin(Behaviour behaviour) {
        ActorTypes types = ActorTypes.of(behaviour);
        int number = ++numbers;
        out.write(
                new Envelopes.Section(
                                behaviour.type(),
                                release,
                                types.state().text(),
                                types.message().text())
                        .frame(number));
        return new Section(
                number,
                new Block(
                        Encoding.of(types.state(), types.loader(), DEEPEST),
                        Encoding.of(types.message(), types.loader(), DEEPEST)));
    }

    @Override
    public void missed(String type, String key, String why) {
        missed.add(type, key, why);
    }

    /** Writes what is left. */
    void finish() {
        sections.forEach((behaviour, section) -> flush(behaviour.type(), section));
        progress.accept(actors);
    }

    private void flush(String type, Section section) {
        List<StoredActor> some = section.waiting;
        if (some.isEmpty()) {
            return;
        }
        section.waiting = new ArrayList<>();
        long bytes = write(type, section, some);
        long fit = some.size() * (long) BLOCK_BYTES / Math.max(1, bytes);
        section.perBlock = (int) Math.clamp(fit, 1, Math.min(MOST_PER_BLOCK, 2L * some.size()));
        progress.accept(actors);
    }

    /** Returns how many bytes they took. */
    private long write(String type, Section section, List<StoredActor> some) {
        String why;
        try {
            byte[] bytes = section.block.write(some);
            if (bytes.length <= FrameReader.LARGEST) {
                add(type, section.number, some.size(), bytes);
                return bytes.length;
            }
            why = "its " + bytes.length + " bytes are more than " + FrameReader.LARGEST;
        } catch (Misfit e) {
            why = String.valueOf(e.getMessage());
        } catch (OutOfMemoryError e) {
            why = "there is no memory for its bytes";
        }
        if (some.size() == 1) {
            missed.add(type, some.getFirst().key(), why);
            return BLOCK_BYTES;
        }
        int half = some.size() / 2;
        return write(type, section, some.subList(0, half))
                + write(type, section, some.subList(half, some.size()));
    }

    private void add(String type, int section, int count, byte[] bytes) {
        out.write(new Frame(Frame.Kind.ACTORS, section, bytes));
        written.merge(type, (long) count, Long::sum);
        actors += count;
    }

    /** Copies a section that nobody here can read. */
    int copied(Envelopes.Section section) {
        int number = ++numbers;
        out.write(section.frame(number));
        return number;
    }

    /** Copies a block of such a section. */
    void copied(int section, byte[] block) {
        out.write(new Frame(Frame.Kind.ACTORS, section, block));
    }

    /** Says how many those are. */
    void copied(String type, long count) {
        written.merge(type, count, Long::sum);
    }

    /** How many of each type the file has. */
    SortedMap<String, Long> written() {
        return written;
    }

    long actors() {
        return actors;
    }
}
