package dev.midstream.runtime.actor;

import dev.midstream.api.ActorFailed;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The actors of a host. Safe for all threads, except that the {@link #migrator} is the pipeline's.
 */
public final class ActorEngine implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ActorEngine.class.getName());

    private static final Duration TICK = Duration.ofMillis(20);

    private static final long PAUSE_NANOS = 1_000_000;

    private final ActorOptions options;
    private final ActorClock clock;
    private final ActorPool pool;
    private final Timers timers;
    private final Works works;
    private final Watch watch = new Watch(this);
    private final Failures failures;
    private final @Nullable Overlay overlay;
    private final Troubles troubles = new Troubles();
    private final Migrator migrator = new Migrator(this);
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, ActorTable> tables = new ConcurrentHashMap<>();
    private final SortedMap<String, Long> unknown = new TreeMap<>();
    private final Set<String> quarantined = ConcurrentHashMap.newKeySet();
    private final boolean threads;
    private final Supplier<RandomGenerator> randoms;
    private final long sliceNanos;

    private volatile @Nullable Supplier<Desk> desks;
    private volatile Probe probe = Probe.NONE;
    private volatile boolean closed;
    private boolean started;

    private ActorEngine(
            ActorOptions options,
            ActorClock clock,
            ActorPool pool,
            boolean threads,
            Supplier<RandomGenerator> randoms,
            Consumer<Thread> starts,
            @Nullable Overlay overlay) {
        this.overlay = overlay;
        this.failures = new Failures(overlay == null);
        this.options = options;
        this.clock = clock;
        this.pool = pool;
        this.threads = threads;
        this.randoms = randoms;
        this.sliceNanos = options.slice().toNanos();
        this.timers = new Timers(clock);
        this.works = new Works(timers, options.answer().toNanos(), starts);
    }

    /** An engine with threads of its own; they start with the first actor type. */
    public static ActorEngine start(ActorOptions options) {
        return new ActorEngine(
                options,
                ActorClock.SYSTEM,
                new WorkerPool(options.workers()),
                true,
                SplittableRandom::new,
                Thread::start,
                null);
    }

    /** An engine whose clock, workers, timers and watch somebody else drives. */
    static ActorEngine driven(ActorOptions options, ActorClock clock, ActorPool pool) {
        return driven(options, clock, pool, SplittableRandom::new, Thread::start);
    }

    /** The same, with random numbers and the start of what blocks in somebody's hands too. */
    static ActorEngine driven(
            ActorOptions options,
            ActorClock clock,
            ActorPool pool,
            Supplier<RandomGenerator> randoms,
            Consumer<Thread> starts) {
        return new ActorEngine(options, clock, pool, false, randoms, starts, null);
    }

    /** An engine without threads, whose turns run where they are asked for and have no effects. */
    static ActorEngine shadow(
            ActorClock clock, Supplier<RandomGenerator> randoms, Overlay overlay) {
        return new ActorEngine(
                ActorOptions.DEFAULT.trust(0),
                clock,
                new ShadowActors.NoPool(),
                false,
                randoms,
                Thread::start,
                overlay);
    }

    /** Says where the calling thread's desk is found. Before the first cutover. */
    public void open(Supplier<Desk> finds) {
        desks = finds;
    }

    /** Says how the threads that serve clients are found, for what must not be in their way. */
    public void probe(Probe serving) {
        probe = serving;
    }

    Probe probe() {
        return probe;
    }

    /** A behaviour for an actor class that a module is about to declare. */
    public Behaviour behaviour(
            String type, String subject, ClassLoader loader, Class<?> state, Class<?> message) {
        return new Behaviour(table(type), subject, loader, state, message);
    }

    private synchronized ActorTable table(String type) {
        if (!started && threads) {
            started = true;
            Thread.ofPlatform().name("midstream-actor-timers").daemon().start(timers::loop);
            Thread.ofPlatform().name("midstream-actor-watch").daemon().start(this::watchLoop);
        }
        ActorTable known = tables.get(type);
        if (known == null) {
            known = new ActorTable(this, type, tables.size());
            tables.put(type, known);
        }
        return known;
    }

    private void watchLoop() {
        while (!closed) {
            LockSupport.parkNanos(TICK.toNanos());
            try {
                watch.tick();
            } catch (RuntimeException | Error defect) {
                LOG.log(Level.ERROR, ActorError.ENGINE.says("watch", defect.toString(), ""));
            }
        }
    }

    /**
     * Makes behaviours the newest that need no crossings: the first ones, or of the same classes.
     */
    public void cutOver(Behaviours next) {
        migrator.cutOver(next, Map.of());
    }

    /** What takes actors along in an upgrade. */
    public Migrator migrator() {
        return migrator;
    }

    /**
     * The state of an actor, as it is between two turns. Waits for a turn that runs.
     *
     * @return empty if there is no actor of that type and key
     * @throws IllegalStateException if the actor is at work until the deadline, or quarantined
     */
    public Optional<Object> state(String type, String key, Duration deadline) {
        ActorTable table = tables.get(type);
        if (table == null) {
            return Optional.empty();
        }
        Cell cell = table.known(key);
        if (cell == null) {
            return Optional.empty();
        }
        long end = clock.nanos() + deadline.toNanos();
        while (!cell.claim()) {
            if (cell.isGone()) {
                return Optional.empty();
            }
            if (clock.nanos() - end >= 0) {
                throw new IllegalStateException(
                        ActorError.AT_WORK.says(
                                table.describe(cell),
                                "its state was to be read between two turns, and it is at work or"
                                        + " quarantined since "
                                        + deadline.toMillis()
                                        + " ms",
                                "See `midstream status`"));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        Object state = cell.state;
        table.freeOrRun(cell);
        return Optional.ofNullable(state);
    }

    /** How many actors of a type there are. */
    public long count(String type) {
        return Optional.ofNullable(tables.get(type)).map(ActorTable::size).orElse(0L);
    }

    /** The state that an actor has now, read without owning it; null if it has none. */
    @Nullable Object peek(String type, String key) {
        ActorTable table = tables.get(type);
        return table == null ? null : table.peek(key);
    }

    /** Where the actors of a shadow begin; null for live ones. */
    @Nullable Overlay overlay() {
        return overlay;
    }

    /** The types that have actors now. */
    public List<String> live() {
        return byName().stream().filter(t -> t.size() > 0).map(ActorTable::name).toList();
    }

    List<ActorTable> byName() {
        return tables.values().stream().sorted(Comparator.comparing(ActorTable::name)).toList();
    }

    /** What actors there are and what they do. */
    public List<TypeReport> report() {
        return byName().stream()
                .map(table -> {
                    TableFigures figures = table.figures();
                    return new TypeReport(
                            table.name(),
                            table.size(),
                            figures.waiting(),
                            figures.failures(),
                            figures.refusals(),
                            figures.busiest(),
                            figures.slowest(),
                            figures.slowestNanos() / 1_000,
                            figures.poolTurns() + watch.turns(table.slot()),
                            quarantined.stream().filter(table::describes).count());
                })
                .toList();
    }

    /** The actors that are closed since a turn of theirs passed its deadline. */
    public Set<String> quarantined() {
        return quarantined;
    }

    /**
     * Waits until no message waits and nothing that a turn runs is under way, so that little is
     * left of what actors say to each other. Some may go on for ever.
     *
     * @return whether it has come to that
     */
    public boolean awaitQuiet(Duration deadline) {
        long end = clock.nanos() + deadline.toNanos();
        while (isBusy()) {
            if (clock.nanos() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private boolean isBusy() {
        return works.size() > 0 || byName().stream().anyMatch(t -> t.figures().waiting() > 0);
    }

    /**
     * Lets no turn begin from now on, for good, and hands the actors out.
     *
     * @param patience how long a turn that is under way may take to end
     */
    public ActorOutflow stop(Behaviours current, Duration patience) {
        return new Stillness(this, current, patience);
    }

    /** Lets no turn begin before {@link #taken}. */
    public void hold() {
        pool.hold();
    }

    /** Lets no turn begin before {@link #taken}, and takes actors in. Before doors open. */
    public ActorIntake takeIn(Behaviours current) {
        return new Stillness(this, current, Duration.ZERO);
    }

    /** All are in: turns begin. */
    public void taken() {
        pool.release();
    }

    /** The actors that are stored and have a type which the app does not know: how many of each. */
    public SortedMap<String, Long> unknown() {
        synchronized (unknown) {
            return new TreeMap<>(unknown);
        }
    }

    void unknown(String type, long count) {
        synchronized (unknown) {
            unknown.merge(type, count, Long::sum);
        }
    }

    /** Ends all threads; does not wait for turns. Whoever asks from now on is refused. */
    @Override
    public void close() {
        closed = true;
        timers.close();
        works.close();
        pool.close();
    }

    Desk desk() {
        Supplier<Desk> finds = desks;
        if (finds == null) {
            throw new IllegalStateException(
                    ActorError.BEFORE_CUTOVER.says(
                            "actors",
                            "actors can be reached when their generation is current, not before",
                            "Use them in handlers and jobs"));
        }
        return finds.get();
    }

    boolean isClosed() {
        return closed;
    }

    ActorFailed closing() {
        return new ActorFailed(ActorFailed.class.getName(), "the host is closing", "");
    }

    long lastNumber() {
        return numbers.get();
    }

    void numbersFrom(long last) {
        numbers.accumulateAndGet(last, Math::max);
    }

    long nextNumber() {
        return numbers.incrementAndGet();
    }

    ActorOptions options() {
        return options;
    }

    ActorClock clock() {
        return clock;
    }

    ActorPool pool() {
        return pool;
    }

    /** Whether it has threads of its own, and nobody drives it or looks over its shoulder. */
    boolean isSelfDriven() {
        return threads;
    }

    /** Makes the random numbers of a turn. */
    Supplier<RandomGenerator> randoms() {
        return randoms;
    }

    Timers timers() {
        return timers;
    }

    Works works() {
        return works;
    }

    Watch watch() {
        return watch;
    }

    Failures failures() {
        return failures;
    }

    Troubles troubles() {
        return troubles;
    }

    long sliceNanos() {
        return sliceNanos;
    }
}
