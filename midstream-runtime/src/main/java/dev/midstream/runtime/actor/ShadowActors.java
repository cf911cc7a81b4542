package dev.midstream.runtime.actor;

import dev.midstream.runtime.record.Reservoir;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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

    /** Shadows of an engine's actors. */
    public ShadowActors(ActorEngine live) {
        this.live = live;
        this.engine = ActorEngine.shadow(clock, new Beginnings());
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

        private Kept(Behaviour home, String key, Object before, Object message, TurnSample sample) {
            this.home = home;
            this.key = key;
            this.before = before;
            this.message = message;
            this.sample = sample;
        }

        /** How long it took when it was kept. */
        public long nanos() {
            return sample.nanos();
        }
    }

    /** What was kept of the turns of a generation, for another one. */
    public List<Reservoir.Kind<Kept>> turns(Behaviours from, Behaviours shadow) {
        List<Reservoir.Kind<Kept>> kinds = new ArrayList<>();
        for (Behaviour old : from.all()) {
            Optional<Behaviour> to =
                    shadow.all().stream()
                            .filter(each -> each.type().equals(old.type()))
                            .findFirst();
            Crossing crossing = up.get(old.type());
            for (Reservoir.Kind<TurnSample> kind : old.turns().kinds()) {
                List<Kept> kept = new ArrayList<>();
                if (to.isPresent() && crossing != null) {
                    kind.kept()
                            .forEach(sample ->
                                    converted(to.get(), crossing, sample).ifPresent(kept::add));
                }
                String message = kind.kind().substring(kind.kind().lastIndexOf('.') + 1);
                kinds.add(
                        new Reservoir.Kind<>(
                                old.type() + " " + message.replace('$', '.'), kind.count(), kept));
            }
        }
        return kinds;
    }

    private static Optional<Kept> converted(Behaviour home, Crossing crossing, TurnSample sample) {
        try {
            return Optional.of(
                    new Kept(
                            home,
                            sample.key(),
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
        return run(kept).succeeded();
    }

    private record Ran(boolean succeeded, @Nullable Object reply, @Nullable Object after) {}

    private Ran run(Kept kept) {
        ActorTable table = kept.home.table();
        Cell cell = new Cell(kept.key);
        cell.state = kept.before;
        cell.home = kept.home;
        clock.now = kept.sample.now();
        try {
            Answer<Object> answer =
                    kept.sample.asked() ? new Answer<>(engine, true, kept.home) : null;
            Turning turn = new Turning(table, cell, kept.home, kept.message, answer);
            long failures = table.figures().failures();
            turn.run(engine.desk());
            turn.answer();
            Object reply =
                    answer != null && answer.isDone() && !answer.isCompletedExceptionally()
                            ? answer.getNow(null)
                            : null;
            return new Ran(table.figures().failures() == failures, reply, cell.state);
        } finally {
            clock.now = null;
        }
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
