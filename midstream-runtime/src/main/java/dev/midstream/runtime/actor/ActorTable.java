package dev.midstream.runtime.actor;

import dev.midstream.api.ActorException;
import dev.midstream.api.Overloaded;
import java.util.Collection;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All actors of one type, by key. Outlives every generation. Safe for all threads.
 *
 * <p>A message finds its actor idle and runs on the thread of its sender, if that holds the actor's
 * home and the type's turns are short; otherwise it waits in the actor's box for a worker.
 */
@SuppressWarnings("ReferenceEquality") // what stands in a box are marks, equal to themselves only
final class ActorTable {

    private static final int LONGEST_KEY = 1_000;

    private final ActorEngine engine;
    private final String name;
    private final int slot;
    private final TableFigures figures = new TableFigures();
    private final ConcurrentHashMap<String, Cell> cells = new ConcurrentHashMap<>();
    private final Queue<Cell> fenced = new ConcurrentLinkedQueue<>();
    private volatile Set<Behaviour> strays = Set.of();
    private volatile MigrationReport.@Nullable Aside aside;
    private volatile @Nullable Fence fence;
    private volatile @Nullable Behaviour latest;

    ActorTable(ActorEngine engine, String name, int slot) {
        this.engine = engine;
        this.name = name;
        this.slot = slot;
    }

    ActorEngine engine() {
        return engine;
    }

    String name() {
        return name;
    }

    int slot() {
        return slot;
    }

    TableFigures figures() {
        return figures;
    }

    long size() {
        return cells.mappingCount();
    }

    Collection<Cell> cells() {
        return cells.values();
    }

    /** The actor of a key, made if there is none. */
    Cell cell(String key) {
        Cell known = cells.get(key);
        return known != null ? known : fresh(key);
    }

    /** The actor of a key; null if there is none. */
    @Nullable Cell known(String key) {
        return cells.get(key);
    }

    private Cell fresh(String key) {
        if (key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    ActorError.KEY.says(
                            name,
                            "a key of " + key.length() + " characters, at most " + LONGEST_KEY,
                            "Use a digest of it as the key"));
        }
        if (cells.mappingCount() >= engine.options().actors()) {
            throw new Overloaded(
                    "there are " + engine.options().actors() + " actors of type " + name);
        }
        Overlay overlay = engine.overlay();
        return overlay == null
                ? cells.computeIfAbsent(key, Cell::new)
                : cells.computeIfAbsent(key, _ -> overlaid(overlay, key));
    }

    private Cell overlaid(Overlay overlay, String key) {
        Cell cell = new Cell(key);
        cell.state = overlay.state(name, key);
        overlay.made(this);
        return cell;
    }

    /** The state of an actor, read without owning it: states are values. */
    @Nullable Object peek(String key) {
        Cell cell = cells.get(key);
        return cell == null ? null : cell.state;
    }

    /** Forgets all actors. Of a shadow only. */
    void forget() {
        cells.clear();
    }

    /** Asks on behalf of code outside of actors. */
    <R> Answer<R> ask(Behaviour origin, Cell cell, Object message) {
        Desk desk = check(origin, message);
        Answer<R> answer = new Answer<>(engine, desk.held() != null, origin);
        ActorException refused = send(desk, origin, cell, message, answer);
        if (refused != null) {
            answer.completeExceptionally(refused);
        }
        return answer;
    }

    /** Tells on behalf of code outside of actors. */
    void tell(Behaviour origin, Cell cell, Object message) {
        ActorException refused = send(check(origin, message), origin, cell, message, null);
        if (refused != null) {
            throw refused;
        }
    }

    private Desk check(Behaviour origin, Object message) {
        Desk desk = engine.desk();
        if (origin.order() == 0) {
            throw new IllegalStateException(
                    ActorError.BEFORE_CUTOVER.says(
                            name,
                            "actors can be reached when their generation is current, not before",
                            "Use them in handlers and jobs, not in a constructor, configure or"
                                    + " start"));
        }
        if (desk.inTurn()) {
            throw new IllegalStateException(
                    ActorError.SENT_PAST_THE_TURN.says(
                            name,
                            "within a turn, messages are sent by the turn, which may yet fail",
                            "Use turn.tell or turn.ask"));
        }
        if (!origin.message().isInstance(message)) {
            throw new IllegalArgumentException(
                    ActorError.MESSAGE.says(
                            name,
                            message.getClass().getName() + " is no " + origin.message().getName(),
                            "Let it implement both that and Ask"));
        }
        return desk;
    }

    private @Nullable ActorException send(
            Desk desk, Behaviour origin, Cell first, Object message, @Nullable Asker asker) {
        if (engine.isClosed()) {
            return engine.closing(); // a turn that is under way could still take it
        }
        Cell cell = first;
        while (true) {
            if (cell.isIdle() && origin.inline() && desk.mayRun(origin) && cell.claim()) {
                runHere(desk, origin, cell, message, asker);
                return null;
            }
            Envelope envelope = new Envelope(message, asker, origin);
            Object seen = push(cell, envelope, engine.options().doorMailbox());
            if (seen == null) {
                return null;
            }
            if (seen != Cell.GONE) {
                return refusal(cell, seen);
            }
            cell = cell(cell.key);
        }
    }

    /**
     * Sends what a turn has decided to send; room was checked before.
     *
     * @return why it was refused; null if it was not
     */
    @Nullable ActorException sendFromTurn(
            Behaviour origin, String key, Object message, @Nullable Asker asker) {
        while (true) {
            Cell cell = cell(key);
            Object seen = push(cell, new Envelope(message, asker, origin), Integer.MAX_VALUE);
            if (seen == null) {
                return null;
            }
            if (seen != Cell.GONE) {
                return refusal(cell, seen);
            }
        }
    }

    /** Sends an actor what the host has for it. Makes none; later, if it is closed. */
    void signal(String key, Signal signal) {
        Cell cell = cells.get(key);
        if (cell == null) {
            return;
        }
        Object seen = push(cell, new Envelope(signal, null, null), Integer.MAX_VALUE);
        if (seen == Cell.CLOSED) {
            engine.timers().add(TimeUnit.SECONDS.toNanos(1), () -> signal(key, signal));
        }
    }

    /** Whether an actor has no room for one more message from another actor. */
    boolean isFull(String key) {
        Cell cell = cells.get(key);
        if (cell == null) {
            return cells.mappingCount() >= engine.options().actors();
        }
        return cell.box() instanceof Envelope top && top.depth >= engine.options().mailbox();
    }

    /** Puts an envelope into the box. Null if it is in; else what was there instead of room. */
    private @Nullable Object push(Cell cell, Envelope envelope, int limit) {
        while (true) {
            Object seen = cell.box();
            if (seen == Cell.GONE) {
                cells.remove(cell.key, cell); // the owner is about to; nobody need wait for it
                return seen;
            }
            if (seen == Cell.CLOSED) {
                return seen;
            }
            int below = seen instanceof Envelope top ? top.depth : 0;
            if (below >= limit) {
                return seen;
            }
            envelope.depth = below + 1;
            envelope.next = seen == null ? Cell.BUSY : seen;
            if (cell.push(seen, envelope)) {
                figures.queued();
                if (seen == null) {
                    engine.pool().execute(new Run(this, cell));
                }
                return null;
            }
            Thread.onSpinWait();
        }
    }

    private ActorException refusal(Cell cell, Object seen) {
        if (seen == Cell.CLOSED) {
            return Unreachable.closed(this, cell);
        }
        figures.refused();
        return new Overloaded("the mailbox of " + describe(cell) + " is full");
    }

    /** Runs a turn on the sender's thread. The caller has claimed the cell. */
    private void runHere(
            Desk desk, Behaviour origin, Cell cell, Object message, @Nullable Asker asker) {
        Behaviour home = cell.home;
        if (home != origin) {
            if (!movesHere(home, origin, cell) || Move.actor(cell, origin) != null) {
                // A worker decides: this thread does not hold what it takes, or it failed.
                figures.queued();
                begin(cell, new Envelope(message, asker, origin));
                return;
            }
        }
        Turning turn = new Turning(this, cell, origin, message, asker);
        turn.run(desk);
        desk.ownTurns().count(slot);
        if (turn.writtenOff()) {
            reopen(cell);
        } else {
            freeOrRun(cell);
        }
        turn.answer();
    }

    /**
     * Whether the sender's thread may take an actor to the behaviour that it holds: forward, past
     * no fence, and before nothing that waits for just that.
     */
    private boolean movesHere(@Nullable Behaviour home, Behaviour origin, Cell cell) {
        Extras extras = cell.extras;
        return (home == null || home.order() < origin.order())
                && fence == null
                && !origin.over()
                && (extras == null || extras.parked.isEmpty());
    }

    /** Keeps the actors of this type where they are; null if nothing does. */
    @Nullable Fence fence() {
        return fence;
    }

    void fence(@Nullable Fence next) {
        fence = next;
    }

    /** The behaviour that was current last; null before the first. The pipeline's. */
    @Nullable Behaviour latest() {
        return latest;
    }

    void latest(@Nullable Behaviour current) {
        latest = current;
    }

    /** The homes of those that the last sweep has left behind; perhaps of none any more. */
    Set<Behaviour> strays() {
        return strays;
    }

    void strays(Set<Behaviour> left) {
        strays = Set.copyOf(left);
    }

    /** Those that the last sweep has left behind; null if none. */
    MigrationReport.@Nullable Aside aside() {
        return aside;
    }

    void asideCount(long count, String why) {
        aside = count == 0 ? null : new MigrationReport.Aside(name, count, why);
    }

    /** Actors for which messages wait until a fence is lifted; perhaps some that wait no more. */
    Queue<Cell> fenced() {
        return fenced;
    }

    /** Has an actor look whether what waits there can be handled now. */
    void wake(Cell cell) {
        signal(cell.key, new Signal.Wake());
    }

    /** Has an owned actor's envelopes handled before all others. */
    void begin(Cell cell, Envelope first) {
        Run run = new Run(this, cell);
        run.begin(first);
        engine.pool().execute(run);
    }

    /** Lets go of an owned actor, or has the rest of its messages handled. */
    void freeOrRun(Cell cell) {
        if (!free(cell)) {
            engine.pool().execute(new Run(this, cell));
        }
    }

    /** Lets go of an owned actor; false if there are messages left, and it is still owned. */
    boolean free(Cell cell) {
        if (cell.state != null) {
            return cell.free();
        }
        Extras extras = cell.extras;
        if (extras != null && !extras.parked.isEmpty()) {
            return cell.free(); // messages wait for its next life
        }
        if (cell.end()) {
            cells.remove(cell.key, cell);
            return true;
        }
        return false;
    }

    /** Opens an actor whose turn has ended long after its deadline. */
    void reopen(Cell cell) {
        while (!cell.isClosed()) {
            Thread.onSpinWait(); // the watch has said so, and is about to close it
        }
        engine.quarantined().remove(describe(cell));
        cell.reopen();
    }

    /** Whether a description is that of an actor of this type. */
    boolean describes(String description) {
        return description.startsWith(name + " '");
    }

    /** {@code cart 'c17'}. */
    String describe(Cell cell) {
        return name + " '" + cell.key + "'";
    }
}
