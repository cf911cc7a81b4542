package dev.midstream.runtime.actor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline does with actors in an upgrade, in this order: {@link #legs}, {@link
 * #rehearse}, {@link #cutOver}, {@link #drained}, {@link #sweep}; and {@link #rollBack} after any
 * cutover. Used by the pipeline's thread, except for {@link #report}.
 *
 * <p>What happens at the cutover depends on the number of types and not on that of actors.
 */
@SuppressWarnings("ReferenceEquality") // behaviours are equal to themselves only
public final class Migrator {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ActorEngine engine;
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong total = new AtomicLong();
    private volatile boolean sweeping;
    private int cutovers;

    /** Those of the generation that is being drained. */
    private Behaviours before = Behaviours.NONE;

    private Behaviours current = Behaviours.NONE;

    /** The types whose actors may have another behaviour than the current one. */
    private List<ActorTable> moving = List.of();

    Migrator(ActorEngine engine) {
        this.engine = engine;
    }

    /** The ways that actors will have to go: what a cutover needs {@link Crossings} for. */
    public List<Leg> legs(Behaviours next) {
        List<Leg> legs = new ArrayList<>();
        for (ActorTable table : engine.byName()) {
            Behaviour to = next.at(table.slot());
            Behaviour latest = table.latest();
            if (to == null) {
                continue;
            }
            if (latest != null && latest != to) {
                legs.add(new Leg(latest, to));
            }
            for (Behaviour stray : table.strays()) {
                if (stray != to && stray != latest) {
                    legs.add(new Leg(stray, to));
                }
            }
        }
        return legs;
    }

    /**
     * Runs every migration on what lives, without effect.
     *
     * @param most actors of one type that are looked at
     * @param budget of time; what is not looked at by then is not counted as checked
     */
    public Rehearsed rehearse(Map<Leg, Crossings> crossings, long most, Duration budget) {
        return new Rehearsal(engine, crossings, most, budget).run();
    }

    /**
     * Makes behaviours the newest. Called just before the gate leads to their generation.
     *
     * @param crossings how values go; a leg that is not among them goes as it is if its classes are
     *     the same, and is set aside if not
     */
    public void cutOver(Behaviours next, Map<Leg, Crossings> crossings) {
        engine.troubles().clear();
        Map<Leg, Crossings> ways = new HashMap<>(crossings);
        for (Leg leg : legs(next)) {
            if (leg.from().sameShape(leg.to())) {
                ways.putIfAbsent(leg, Crossings.SAME);
            }
        }
        for (Map.Entry<Leg, Crossings> way : ways.entrySet()) {
            Behaviour from = way.getKey().from();
            Behaviour to = way.getKey().to();
            from.links(List.of(new Link(to, way.getValue(), from != from.table().latest())));
            if (way.getValue().fence().isPresent() && from == from.table().latest()) {
                from.table().fence(new Fence(from, to, false));
            }
        }
        current(next);
    }

    /** Makes the behaviours of the generation before the current ones again. */
    public void rollBack(Behaviours generation) {
        engine.troubles().clear();
        for (ActorTable table : engine.byName()) {
            Behaviour to = generation.at(table.slot());
            Behaviour latest = table.latest();
            table.fence(null);
            if (to == null || latest == null || latest == to) {
                continue;
            }
            for (Link link : to.links()) {
                if (link.to() == latest) {
                    // In this order: whoever looks for a way between them always finds one.
                    Crossings back = link.crossings().turnedRound();
                    latest.links(List.of(new Link(to, back, true)));
                    if (back.fence().isPresent()) {
                        table.fence(new Fence(latest, to, true));
                    }
                }
            }
            to.links(to.links().stream().filter(link -> link.to() != latest).toList());
        }
        current(generation);
    }

    private void current(Behaviours next) {
        cutovers++;
        before = current;
        current = next;
        moving =
                engine.byName().stream()
                        .filter(table -> table.latest() != null)
                        .filter(table ->
                                table.latest() != next.at(table.slot())
                                        || !table.strays().isEmpty())
                        .toList();
        for (Behaviour behaviour : next.all()) {
            behaviour.table().latest(behaviour);
            behaviour.current(cutovers, next);
        }
    }

    /**
     * The generation before is drained, or its deadline has passed: no turn begins in it any more,
     * and what waited behind a fence goes on. Waits for turns that a fence let in.
     */
    public void drained() {
        for (Behaviour behaviour : before.all()) {
            if (!current.has(behaviour)) {
                behaviour.end();
            }
        }
        before = Behaviours.NONE;
        for (ActorTable table : engine.byName()) {
            Fence fence = table.fence();
            if (fence != null) {
                lift(table, fence);
            }
        }
    }

    private void lift(ActorTable table, Fence fence) {
        fence.lift();
        long end = engine.clock().nanos() + engine.options().turn().toNanos();
        while (!fence.isEmpty() && engine.clock().nanos() - end < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        table.fence(null);
        for (Cell cell = table.fenced().poll(); cell != null; cell = table.fenced().poll()) {
            table.wake(cell);
        }
    }

    /** Whether there are actors that the last cutover has left to a sweep. */
    public boolean pending() {
        return moving.stream().anyMatch(table -> table.size() > 0);
    }

    /** How many actors of a type there are. */
    public long count(String type) {
        return engine.count(type);
    }

    /** {@link #sweep(Duration, boolean, Consumer)} to its end, heard by nobody. */
    public Swept sweep(Duration deadline) {
        return sweep(deadline, false, _ -> {});
    }

    /**
     * Moves every actor to the current behaviours, so that none keeps an older one. Waits for those
     * at work. Paced, so that it takes its time and nobody else's.
     *
     * @param deadline for those at work, from when all others have moved
     * @param stops whether to end with the first actor that fails, since all will be taken back
     * @param progress hears how far it is, about once a second, on this thread
     */
    public Swept sweep(Duration deadline, boolean stops, Consumer<MigrationReport> progress) {
        seen.set(0);
        total.set(moving.stream().mapToLong(ActorTable::size).sum());
        sweeping = true;
        try {
            Pace pace = new Pace(engine, () -> progress.accept(report()));
            List<String> left = new ArrayList<>();
            long moved = 0;
            for (ActorTable table : moving) {
                Behaviour to = current.at(table.slot());
                if (to == null) {
                    unknown(table).ifPresent(left::add);
                    continue;
                }
                Sweep sweep = new Sweep(table, to, pace, seen::addAndGet, () -> stops && failed());
                awaitAll(sweep, deadline);
                sweep.close();
                moved += sweep.moved();
                left.addAll(sweep.left());
            }
            return new Swept(moved, left);
        } finally {
            sweeping = false;
        }
    }

    private void awaitAll(Sweep sweep, Duration deadline) {
        boolean all = sweep.pass();
        long end = engine.clock().nanos() + deadline.toNanos();
        while (!all && engine.clock().nanos() - end < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
            all = sweep.pass();
        }
    }

    private static Optional<String> unknown(ActorTable table) {
        long count = table.size();
        Behaviour latest = table.latest();
        String why = "the current generation does not know type " + table.name();
        table.asideCount(count, count == 0 ? "" : why);
        if (count > 0 && latest != null) {
            return Optional.of(
                    count + " actors of type " + table.name() + " are set aside: " + why);
        }
        return Optional.empty();
    }

    /**
     * The generation before can not come back: what only it knows has no more use. Forgets the
     * types that are gone and have no actors, so that nothing of them keeps its classes.
     *
     * @param retired the types whose actors are dropped, if the current generation does not know
     *     them
     * @param deadline for those at work, each type's
     * @return how many were dropped, by type; those of none are left out
     */
    public SortedMap<String, Long> confirmed(Set<String> retired, Duration deadline) {
        SortedMap<String, Long> dropped = new TreeMap<>();
        for (ActorTable table : engine.byName()) {
            if (current.at(table.slot()) != null) {
                continue;
            }
            if (retired.contains(table.name())) {
                long count = new Retirement(table, new Pace(engine, () -> {})).drop(deadline);
                if (count > 0) {
                    dropped.put(table.name(), count);
                }
            }
            if (table.size() == 0) {
                table.latest(null);
                table.strays(Set.of());
                table.asideCount(0, "");
            }
        }
        return dropped;
    }

    /** Whether an actor has failed to go forward since the last cutover. */
    public boolean failed() {
        return !engine.troubles().none();
    }

    /** The first actors that have failed to go forward since the last cutover, and why. */
    public Map<String, String> failures() {
        return engine.troubles().named();
    }

    /** How far the actors have followed. Any thread. */
    public MigrationReport report() {
        List<MigrationReport.Aside> aside = new ArrayList<>();
        for (ActorTable table : engine.byName()) {
            MigrationReport.@Nullable Aside one = table.aside();
            if (one != null) {
                aside.add(one);
            }
        }
        return new MigrationReport(sweeping, seen.get(), total.get(), aside);
    }
}
