package dev.midstream.runtime.actor;

import dev.midstream.api.ActorException;
import dev.midstream.api.ActorFailed;
import dev.midstream.runtime.record.Reservoir;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The actors of a generation that serves nobody: each begins with the state that the live actor of
 * its key has, and is forgotten after the request that has made it. Turns run on the thread that
 * asks; their effects are discarded. Used by one thread at a time.
 */
public final class ShadowActors {

    private final ActorEngine live;
    private final ActorEngine engine;
    private final Map<String, Crossing> up = new HashMap<>();
    private final Map<String, Behaviour> shadows = new HashMap<>();
    private final Set<ActorTable> touched = new HashSet<>();
    private final Frozen clock = new Frozen();
    private OptionalLong seed = OptionalLong.empty();

    /** Shadows of an engine's actors. */
    public ShadowActors(ActorEngine live) {
        this.live = live;
        this.engine = ActorEngine.shadow(clock, this::random, new Beginnings());
    }

    /** The engine that the shadow's behaviours are made with. */
    public ActorEngine engine() {
        return engine;
    }

    /**
     * Makes behaviours reachable.
     *
     * @param desks where the calling thread's desk is found
     * @param shadow the behaviours
     * @param crossings how states and messages come to them from the live ones, by type; a type
     *     that is missing begins with new states, unless its classes are the same
     */
    public void open(
            Supplier<Desk> desks,
            Behaviours from,
            Behaviours shadow,
            Map<String, Crossing> crossings) {
        engine.open(desks);
        engine.cutOver(shadow);
        up.putAll(crossings);
        for (Behaviour to : shadow.all()) {
            shadows.put(to.type(), to);
            for (Behaviour old : from.all()) {
                if (old.type().equals(to.type()) && old.sameShape(to)) {
                    up.putIfAbsent(to.type(), new SameClasses());
                }
            }
        }
    }

    /** Forgets all actors: the next that is asked begins with the live state of then. */
    public void forget() {
        touched.forEach(ActorTable::forget);
        touched.clear();
    }

    private final class Beginnings implements Overlay {

        @Override
        public @Nullable Object state(String type, String key) {
            Object state = live.peek(type, key);
            Crossing crossing = up.get(type);
            if (state == null || crossing == null) {
                return null;
            }
            try {
                Object crossed = crossing.state(state);
                Behaviour shadow = shadows.get(type);
                // A live actor may still have a state of the version before.
                return shadow != null && shadow.takes(crossed) ? crossed : null;
            } catch (CrossingFailed none) {
                return null; // the dry run of the migration tells of it
            }
        }

        @Override
        public void made(ActorTable table) {
            touched.add(table);
        }
    }

    /** One kept turn that can be run again. */
    public static final class Kept {
        private final Behaviour home;
        private final String key;
        private final Object before;
        private final Object message;
        private final TurnSample sample;
        private final Behaviour ranIn;

        private Kept(
                Behaviour ranIn, Behaviour home, Object before, Object message, TurnSample sample) {
            this.ranIn = ranIn;
            this.home = home;
            this.key = sample.key();
            this.before = before;
            this.message = message;
            this.sample = sample;
        }

        /** Whose turn it was. */
        public String key() {
            return key;
        }

        /** How it ended when it served. */
        public TurnEnd ended() {
            return new TurnEnd(
                    ranIn,
                    sample.after() == null ? Optional.of("fails") : Optional.empty(),
                    sample.stopped(),
                    Optional.ofNullable(sample.reply()),
                    Optional.ofNullable(sample.after()));
        }

        /** How long it took when it was kept. */
        public long nanos() {
            return sample.nanos();
        }
    }

    /** Some of what was kept of the turns of a generation, for another one. */
    public List<Reservoir.Kind<Kept>> turns(Behaviours from, Behaviours shadow) {
        List<Reservoir.Kind<Kept>> kinds = new ArrayList<>();
        for (Behaviour old : from.all()) {
            for (Reservoir.Kind<TurnSample> kind : old.turns().kinds()) {
                List<Kept> kept = converted(old, shadow, few(kind.kept()));
                kinds.add(new Reservoir.Kind<>(named(old, kind), kind.count(), kept));
            }
        }
        return kinds;
    }

    /**
     * All that was kept of the turns of behaviours whose code the shadow has anew.
     *
     * @return counts are of turns that were kept; those that cannot be converted are left out
     */
    @SuppressWarnings("ReferenceEquality") // a loader is equal to itself only
    public List<Reservoir.Kind<Kept>> changed(Behaviours from, Behaviours shadow) {
        List<Reservoir.Kind<Kept>> kinds = new ArrayList<>();
        for (Behaviour old : from.all()) {
            Optional<Behaviour> to = sameType(old, shadow);
            if (to.isEmpty() || to.get().loader() == old.loader()) {
                continue;
            }
            for (Reservoir.Kind<TurnSample> kind : old.turns().kinds()) {
                List<Kept> kept = converted(old, shadow, kind.kept());
                kinds.add(new Reservoir.Kind<>(named(old, kind), kind.kept().size(), kept));
            }
        }
        return kinds;
    }

    private static Optional<Behaviour> sameType(Behaviour old, Behaviours shadow) {
        return shadow.all().stream().filter(each -> each.type().equals(old.type())).findFirst();
    }

    private static String named(Behaviour behaviour, Reservoir.Kind<?> kind) {
        String message = kind.kind().substring(kind.kind().lastIndexOf('.') + 1);
        return behaviour.type() + " " + message.replace('$', '.');
    }

    /** As many of each as a small reservoir has: more would only vary what a replay costs. */
    private static List<TurnSample> few(List<TurnSample> kept) {
        List<TurnSample> few = new ArrayList<>();
        int usual = 0;
        for (TurnSample sample : kept) {
            if (sample.after() == null || usual++ < Reservoir.MOST_OF_A_KIND) {
                few.add(sample);
            }
        }
        return few;
    }

    private List<Kept> converted(Behaviour old, Behaviours shadow, List<TurnSample> samples) {
        Optional<Behaviour> to = sameType(old, shadow);
        Crossing crossing = up.get(old.type());
        if (to.isEmpty() || crossing == null) {
            return List.of();
        }
        List<Kept> kept = new ArrayList<>();
        for (TurnSample sample : samples) {
            converted(old, to.get(), crossing, sample).ifPresent(kept::add);
        }
        return kept;
    }

    private static Optional<Kept> converted(
            Behaviour old, Behaviour home, Crossing crossing, TurnSample sample) {
        try {
            return Optional.of(
                    new Kept(
                            old,
                            home,
                            crossing.state(sample.before()),
                            crossing.message(sample.message()),
                            sample));
        } catch (CrossingFailed none) {
            return Optional.empty();
        }
    }

    /**
     * Runs a kept turn again. The caller holds the shadow.
     *
     * @return whether it succeeded
     */
    public boolean replay(Kept kept) {
        return !again(kept).failed();
    }

    /**
     * A state of a live behaviour as the shadow's of its type would get it.
     *
     * @return empty if it cannot be converted
     */
    public Optional<Object> lifted(Behaviour to, Object state) {
        Crossing crossing = up.get(to.type());
        if (crossing == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(crossing.state(state));
        } catch (CrossingFailed none) {
            return Optional.empty();
        }
    }

    /** Runs a kept turn again and says how it ends. The caller holds the shadow. */
    public TurnEnd again(Kept kept) {
        ActorTable table = kept.home.table();
        Cell cell = new Cell(kept.key);
        cell.state = kept.before;
        cell.home = kept.home;
        clock.now = kept.sample.now();
        seed = OptionalLong.of(kept.sample.seed());
        try {
            Answer<Object> answer =
                    kept.sample.asked() ? new Answer<>(engine, true, kept.home) : null;
            Turning turn = new Turning(table, cell, kept.home, kept.message, answer);
            long failures = table.figures().failures();
            turn.run(engine.desk());
            turn.answer();
            boolean failed = table.figures().failures() != failures;
            return new TurnEnd(
                    kept.home,
                    failed ? Optional.of(thrown(turn.failure())) : Optional.empty(),
                    turn.stops(),
                    failed ? Optional.empty() : Optional.ofNullable(turn.replied()),
                    failed ? Optional.empty() : Optional.ofNullable(cell.state));
        } finally {
            clock.now = null;
            seed = OptionalLong.empty();
        }
    }

    private static String thrown(@Nullable ActorException failure) {
        return failure instanceof ActorFailed failed ? failed.type() : "fails";
    }

    /** The random numbers that the turn had which is run again. */
    private RandomGenerator random() {
        return seed.isPresent() ? new SplittableRandom(seed.getAsLong()) : new SplittableRandom();
    }

    /** Stands still while a kept turn runs. */
    private static final class Frozen implements ActorClock {
        private volatile @Nullable Instant now;

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            Instant frozen = now;
            return frozen == null ? Instant.now() : frozen;
        }
    }

    /** Runs nothing: turns of a shadow run on the thread that asks, or not at all. */
    static final class NoPool implements ActorPool {
        @Override
        public void execute(Run run) {
            run.refuse();
        }

        @Override
        public int queued() {
            return 0;
        }

        @Override
        public void hold() {}

        @Override
        public @Nullable Run held(Cell cell) {
            return null;
        }

        @Override
        public void release() {}

        @Override
        public void writeOff() {}

        @Override
        public void back() {}

        @Override
        public void close() {}
    }
}
