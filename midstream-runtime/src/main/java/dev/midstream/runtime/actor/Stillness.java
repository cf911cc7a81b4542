package dev.midstream.runtime.actor;

import dev.midstream.api.ActorFailed;
import dev.midstream.api.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The time in which no turn begins: actors are handed out when a host stops, and taken in when it
 * starts. One thread at a time.
 *
 * <p>Runs that are due wait in the pool. An actor is owned, as for a turn, while it is looked at;
 * one that was handed out stays owned, so that nothing happens to it any more.
 */
@SuppressWarnings("ReferenceEquality") // marks, cells and behaviours are equal to themselves only
final class Stillness implements ActorOutflow, ActorIntake {

    private static final System.Logger LOG = System.getLogger(Stillness.class.getName());

    private static final long PAUSE_NANOS = 1_000_000;

    private static final String STOPPED = "the host has stopped before an answer came";

    private final ActorEngine engine;
    private final Behaviours current;
    private final long untilNanos;

    /**
     * Begins it.
     *
     * @param patience how long a turn under way may take to end
     */
    Stillness(ActorEngine engine, Behaviours current, Duration patience) {
        this.engine = engine;
        this.current = current;
        this.untilNanos = engine.clock().nanos() + patience.toNanos();
        engine.pool().hold();
    }

    @Override
    public long size() {
        return engine.byName().stream().mapToLong(ActorTable::size).sum();
    }

    @Override
    public long numbers() {
        return engine.lastNumber();
    }

    @Override
    public <X extends Exception> void each(Taker<X> taker) throws X, InterruptedException {
        for (ActorTable table : engine.byName()) {
            for (Cell cell : table.cells()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                hand(table, cell, taker);
            }
        }
    }

    private <X extends Exception> void hand(ActorTable table, Cell cell, Taker<X> taker)
            throws X, InterruptedException {
        Envelope pending = null;
        while (!cell.isClosed() && !cell.claim()) {
            Run held = engine.pool().held(cell);
            if (held != null) {
                pending = held.abandoned();
                break;
            }
            if (cell.box() == Cell.GONE) {
                return;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (engine.clock().nanos() - untilNanos > 0) {
                taker.missed(table.name(), cell.key, "a turn of it does not end");
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS); // returns at once when it is interrupted
        }
        List<Envelope> waiting = waiting(cell, pending);
        Behaviour behaviour = settle(table, cell, waiting);
        if (behaviour == null) {
            return;
        }
        List<Object> messages = new ArrayList<>();
        for (Envelope each : waiting) {
            switch (message(table, cell, behaviour, each)) {
                case null -> {}
                case Move.Stuck(String why, boolean _) ->
                        taker.missed(table.name(), cell.key, "a message that waited: " + why);
                case Object message -> messages.add(message);
            }
        }
        endQuestions(table, cell, behaviour, messages);
        if (cell.state != null || !messages.isEmpty()) {
            StoredActor actor = new StoredActor(cell.key, cell.state, timers(cell), messages);
            taker.take(behaviour, actor);
        }
    }

    /**
     * Moves an actor to what is current, as its next message would; one that is set aside stays as
     * it is.
     *
     * @return whose state and messages it has; null if it has neither
     */
    private @Nullable Behaviour settle(ActorTable table, Cell cell, List<Envelope> waiting) {
        Behaviour to = behaviour(table.name()).orElse(null);
        if (to != null && cell.home != null) {
            Move.Stuck stuck = Move.actor(cell, to);
            if (stuck != null) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} is saved as {1} has it: {2}",
                        table.describe(cell),
                        cell.home,
                        stuck.why());
            }
        }
        if (cell.home != null || to != null) {
            return cell.home != null ? cell.home : to;
        }
        return waiting.stream()
                .map(each -> each.origin)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static List<Envelope> waiting(Cell cell, @Nullable Envelope pending) {
        Extras extras = cell.extras;
        List<Envelope> all = new ArrayList<>(extras == null ? List.of() : extras.parked);
        for (Envelope at = pending; at != null; at = (Envelope) at.next) {
            all.add(at);
        }
        for (Envelope at = cell.take(); at != null; at = (Envelope) at.next) {
            all.add(at);
        }
        return all;
    }

    /** What is kept of something that waits; null for a question, whose asker is told. */
    private @Nullable Object message(
            ActorTable table, Cell cell, Behaviour behaviour, Envelope envelope) {
        if (envelope.asker != null) {
            envelope.asker.fail(engine.closing());
            return null;
        }
        return switch (envelope.message) {
            case Signal.Expire() -> null;
            case Signal.Wake() -> null;
            case Signal signal -> guarded(table, cell, behaviour, signal);
            default -> {
                Behaviour origin = envelope.origin == null ? behaviour : envelope.origin;
                yield Move.message(origin, behaviour, envelope.message);
            }
        };
    }

    /** Answers can not come after this: whoever waits for one learns that. */
    private void endQuestions(
            ActorTable table, Cell cell, Behaviour behaviour, List<Object> messages) {
        Extras extras = cell.extras;
        if (extras == null) {
            return;
        }
        extras.questions.values().forEach(question -> question.asker().fail(engine.closing()));
        for (Long number : extras.tokens.keySet().stream().sorted().toList()) {
            Result<Object> failed = new Result.Failed<>(ActorFailed.class.getName(), STOPPED);
            Signal signal = Signal.Answered.failed(number, failed);
            Object message = guarded(table, cell, behaviour, signal);
            if (message != null) {
                messages.add(message);
            }
        }
    }

    /** A token is the module's code. */
    private static @Nullable Object guarded(
            ActorTable table, Cell cell, Behaviour behaviour, Signal signal) {
        try {
            return Signals.message(table, cell, behaviour, signal);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} is not told of an answer: its token threw {1}",
                    table.describe(cell),
                    e);
            return null;
        }
    }

    private List<StoredActor.Timer> timers(Cell cell) {
        Extras extras = cell.extras;
        if (extras == null) {
            return List.of();
        }
        long now = engine.clock().nanos();
        List<StoredActor.Timer> timers = new ArrayList<>();
        for (Map.Entry<String, Timer> each : extras.timers.entrySet()) {
            Object message = extras.messages.get(each.getKey());
            if (message != null) {
                long left = Math.max(0, each.getValue().dueNanos - now);
                timers.add(new StoredActor.Timer(each.getKey(), left, message));
            }
        }
        return timers;
    }

    @Override
    public Optional<Behaviour> behaviour(String type) {
        return current.all().stream().filter(each -> each.type().equals(type)).findFirst();
    }

    @Override
    public void add(Behaviour behaviour, StoredActor actor) {
        ActorTable table = behaviour.table();
        Cell cell = table.cell(actor.key());
        boolean idle = cell.claim();
        boolean waits = !idle && engine.pool().held(cell) != null; // a message came before it
        if ((!idle && !waits) || cell.home != null) {
            throw new IllegalStateException(table.describe(cell) + " is there already");
        }
        cell.state = actor.state();
        cell.home = behaviour;
        for (StoredActor.Timer timer : actor.timers()) {
            Effects.schedule(
                    table,
                    cell,
                    new Effect.Schedule(timer.name(), timer.inNanos(), timer.message()));
        }
        for (Object message : actor.messages()) {
            table.sendFromTurn(behaviour, actor.key(), message, null);
        }
        if (idle) {
            table.freeOrRun(cell);
        }
    }

    @Override
    public void numbersFrom(long last) {
        engine.numbersFrom(last);
    }

    @Override
    public void unknown(String type, long count) {
        engine.unknown(type, count);
    }
}
