package dev.midstream.runtime.actor;

import dev.midstream.api.Actor;
import dev.midstream.api.Actors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Actors that do nothing by themselves: whoever has them says when the next turn runs and what time
 * it is, so that the same steps always give the same states. The engine is the host's. For tests;
 * used by one thread.
 */
public final class DrivenActors implements AutoCloseable {

    /** Turns in a row after which somebody is said to talk without end. */
    private static final int MOST_STEPS = 10_000_000;

    /** How long a piece of {@code turn.run} may take. */
    private static final Duration WORK = Duration.ofSeconds(30);

    private final ActorEngine engine;
    private final DrivenClock clock;
    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private final ArrayDeque<Thread> works = new ArrayDeque<>();
    private final Map<String, Behaviour> byType = new LinkedHashMap<>();
    private Behaviours current = Behaviours.NONE;

    /**
     * No actors yet.
     *
     * @param now what time it is
     * @param randoms makes the random numbers of each turn that asks for some
     */
    public DrivenActors(ActorOptions options, Instant now, Supplier<RandomGenerator> randoms) {
        clock = new DrivenClock(now);
        engine = ActorEngine.driven(options.single(), clock, new Queue(), randoms, works::add);
        engine.open(this::desk);
    }

    /** Random numbers that are the same in each run: another sequence for each turn. */
    public static Supplier<RandomGenerator> seeded(long seed) {
        SplittableRandom all = new SplittableRandom(seed);
        return all::split;
    }

    /** A clock that stands still until it is moved. */
    private static final class DrivenClock implements ActorClock {
        private final Instant begin;
        private long nanos;

        DrivenClock(Instant begin) {
            this.begin = begin;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant now() {
            return begin.plusNanos(nanos);
        }
    }

    /** Runs wait until somebody works on them. */
    private final class Queue implements ActorPool {
        @Override
        public void execute(Run run) {
            runs.add(run);
        }

        /** It works when it is told to, and not before that. */
        @Override
        public void hold() {}

        @Override
        @SuppressWarnings("ReferenceEquality") // a cell is equal to itself only
        public @Nullable Run held(Cell cell) {
            return runs.stream().filter(run -> run.cell() == cell).findFirst().orElse(null);
        }

        @Override
        public void release() {}

        @Override
        public int queued() {
            return runs.size();
        }

        @Override
        public void writeOff() {}

        @Override
        public void back() {}

        @Override
        public void close() {
            List<Run> left = List.copyOf(runs);
            runs.clear();
            left.forEach(Run::refuse);
        }
    }

    private Desk desk() {
        DrivenDesk desk = DrivenDesk.ofThread();
        desk.current(current);
        return desk;
    }

    /**
     * What reaches the actors of a type; also before {@link #bind} has said what they do.
     *
     * @param message what they are sent
     */
    public Actors<?> actors(String type, Class<?> message) {
        return behaviour(type, message).handle();
    }

    private Behaviour behaviour(String type, Class<?> message) {
        Behaviour known = byType.get(type);
        if (known != null) {
            return known;
        }
        ClassLoader loader =
                Optional.ofNullable(message.getClassLoader())
                        .orElseGet(ClassLoader::getSystemClassLoader);
        Behaviour made = engine.behaviour(type, type, loader, Object.class, message);
        byType.put(type, made);
        current = new Behaviours(List.copyOf(byType.values()));
        engine.cutOver(current);
        return made;
    }

    /** Says what actors of a type do. */
    public Actors<?> bind(String type, Class<?> message, Actor<?, ?> actor) {
        Behaviour behaviour = behaviour(type, message);
        behaviour.bind(actor);
        return behaviour.handle();
    }

    /**
     * Puts the same actors into a next generation: each moves there with its next message. Whoever
     * has reached them so far has to ask for {@link #actors} again.
     */
    public void next() {
        byType.replaceAll((_, old) -> {
            Behaviour made =
                    engine.behaviour(
                            old.type(), old.type(), old.loader(), old.state(), old.message());
            made.bind(old.actor());
            return made;
        });
        current = new Behaviours(List.copyOf(byType.values()));
        engine.cutOver(current);
        engine.migrator().drained();
    }

    /**
     * Runs one turn of an actor that nobody else knows, and keeps what it wants instead of letting
     * it happen.
     *
     * @param state what the turn before has left; null for an actor's first
     * @param asked whether somebody waits for an answer
     * @param full actors, by type and key, whose mailboxes are full
     */
    public TurnResult turn(
            String type,
            String key,
            @Nullable Object state,
            Object message,
            boolean asked,
            Map<String, Set<String>> full) {
        Behaviour home = Optional.ofNullable(byType.get(type)).orElseThrow();
        Cell cell = new Cell(key);
        cell.state = state;
        cell.home = home;
        Answer<Object> answer = asked ? new Answer<>(engine, false, home) : null;
        List<String> places = new ArrayList<>();
        full.forEach((to, keys) -> keys.forEach(each -> places.add(TriedTurn.place(to, each))));
        TriedTurn turn =
                new TriedTurn(home.table(), cell, home, message, answer, Set.copyOf(places));
        turn.run(desk());
        turn.answer();
        Optional<Object> reply =
                answer != null && answer.state() == CompletableFuture.State.SUCCESS
                        ? Optional.of(answer.resultNow())
                        : Optional.empty();
        return new TurnResult(
                Optional.ofNullable(cell.state),
                turn.failure() == null && turn.stops(),
                reply,
                turn.wanted(),
                Optional.ofNullable(turn.failure()),
                turn.thrown());
    }

    /** Runs one turn, or one piece of {@code turn.run} to its end; false if there is nothing. */
    public boolean step() {
        Run run = runs.poll();
        if (run != null) {
            desk();
            run.work();
            return true;
        }
        Thread work = works.poll();
        if (work == null) {
            return false;
        }
        work.start();
        try {
            if (!work.join(WORK)) {
                work.interrupt();
                throw new IllegalStateException(
                        work.getName() + " takes more than " + WORK.toSeconds() + " s");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + work.getName(), stop);
        }
        return true;
    }

    /**
     * Steps until nothing is left to do now.
     *
     * @return how many steps that were
     * @throws IllegalStateException if there is no end to it
     */
    public int settle() {
        int steps = 0;
        while (step()) {
            if (++steps > MOST_STEPS) {
                throw new IllegalStateException(
                        "after "
                                + MOST_STEPS
                                + " turns there is still one to run: actors send each other"
                                + " messages without end");
            }
        }
        return steps;
    }

    /** Moves the time, from one timer that is due to the next, and settles after each. */
    public void advance(Duration by) {
        settle();
        long end = clock.nanos + by.toNanos();
        while (true) {
            long next = engine.timers().next().orElse(Long.MAX_VALUE);
            if (next > end) {
                break;
            }
            clock.nanos = Math.max(next, clock.nanos);
            engine.timers().runDue();
            settle();
        }
        clock.nanos = end;
    }

    /** What time it is. */
    public Instant now() {
        return clock.now();
    }

    /** The state of an actor; empty if there is none of that key. */
    public Optional<Object> state(String type, String key) {
        Behaviour known = byType.get(type);
        if (known == null) {
            return Optional.empty();
        }
        Cell cell = known.table().known(key);
        return cell == null ? Optional.empty() : Optional.ofNullable(cell.state);
    }

    /** What actors there are and what they have done. */
    public List<TypeReport> report() {
        return engine.report();
    }

    /** Refuses what waits. */
    @Override
    public void close() {
        engine.close();
        works.clear();
    }
}
