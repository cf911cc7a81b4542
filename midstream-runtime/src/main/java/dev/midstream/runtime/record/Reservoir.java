package dev.midstream.runtime.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Some of each kind, the usual ones and the failures apart, so that neither many of one kind nor
 * many successes push out what is rare. Newer ones replace older ones at random. Safe for all
 * threads.
 *
 * @param <T> what is kept
 */
public final class Reservoir<T> {

    /** Kinds that are told apart; of further ones nothing is kept. */
    public static final int MOST_KINDS = 500;

    /** Kept of one kind unless somebody says more, and as many failures. */
    public static final int MOST_OF_A_KIND = 16;

    private final Map<String, Slots<T>> kinds = new TreeMap<>();

    private final IntSupplier most;

    /** An empty one. */
    public Reservoir() {
        this(() -> MOST_OF_A_KIND);
    }

    /**
     * An empty one.
     *
     * @param most how many of a kind are kept beside the failures; asked for each that comes, any
     *     thread
     */
    public Reservoir(IntSupplier most) {
        this.most = most;
    }

    /**
     * What is known of a kind.
     *
     * @param kind its name
     * @param count how many there were, about
     * @param kept some of them, failures last
     * @param <T> what is kept
     */
    public record Kind<T>(String kind, long count, List<T> kept) {
        /** Copies the list. */
        public Kind {
            kept = List.copyOf(kept);
        }
    }

    /**
     * Takes one in.
     *
     * @param weight for how many it stands
     * @param failed whether it is a failure
     */
    public synchronized void add(String kind, int weight, boolean failed, T one) {
        Slots<T> slots = count(kind, weight);
        if (slots == null) {
            return;
        }
        List<T> into = failed ? slots.failed : slots.usual;
        if (into.size() < (failed ? MOST_OF_A_KIND : most.getAsInt())) {
            into.add(one);
        } else {
            into.set(ThreadLocalRandom.current().nextInt(into.size()), one);
        }
    }

    /**
     * Counts some of a kind without keeping any.
     *
     * @param weight how many
     */
    public synchronized void skip(String kind, int weight) {
        count(kind, weight);
    }

    private @Nullable Slots<T> count(String kind, int weight) {
        Slots<T> slots = kinds.get(kind);
        if (slots == null && kinds.size() < MOST_KINDS) {
            slots = new Slots<>();
            kinds.put(kind, slots);
        }
        if (slots != null) {
            slots.count += weight;
        }
        return slots;
    }

    /** All kinds, by name. */
    public synchronized List<Kind<T>> kinds() {
        List<Kind<T>> all = new ArrayList<>();
        kinds.forEach((kind, slots) -> {
            List<T> kept = new ArrayList<>(slots.usual);
            kept.addAll(slots.failed);
            all.add(new Kind<>(kind, slots.count, kept));
        });
        return all;
    }

    /** What several have kept, taken together. */
    public static <T> List<Kind<T>> merged(List<Reservoir<T>> reservoirs) {
        Map<String, Kind<T>> merged = new TreeMap<>();
        for (Reservoir<T> reservoir : reservoirs) {
            for (Kind<T> kind : reservoir.kinds()) {
                merged.merge(kind.kind(), kind, Reservoir::both);
            }
        }
        return List.copyOf(merged.values());
    }

    private static <T> Kind<T> both(Kind<T> one, Kind<T> other) {
        List<T> kept = new ArrayList<>(one.kept());
        kept.addAll(other.kept());
        return new Kind<>(one.kind(), one.count() + other.count(), kept);
    }

    private static final class Slots<T> {
        final List<T> usual = new ArrayList<>();
        final List<T> failed = new ArrayList<>();
        long count;
    }
}
