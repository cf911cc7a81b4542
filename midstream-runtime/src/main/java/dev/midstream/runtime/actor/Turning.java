package dev.midstream.runtime.actor;

import dev.midstream.api.ActorException;
import dev.midstream.api.ActorFailed;
import dev.midstream.api.Actors;
import dev.midstream.api.Ask;
import dev.midstream.api.Asked;
import dev.midstream.api.Await;
import dev.midstream.api.Overloaded;
import dev.midstream.api.Turn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One turn, from its message to its effects. Confined to the thread that runs it; the watch may
 * write it off. Made anew for each turn, so that a turn that is kept and used later is seen. Not
 * final for {@link TriedTurn} only, which no host loads.
 */
class Turning implements Turn<Object> {

    private static final int RUNNING = 0;
    private static final int ENDED = 1;
    private static final int WRITTEN_OFF = 2;

    /** Nothing was replied yet. */
    private static final Object NONE = new Object();

    private static final Object PUT_OFF = new Object();

    private static final VarHandle STATUS;

    static {
        try {
            STATUS = MethodHandles.lookup().findVarHandle(Turning.class, "status", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final ActorTable table;
    private final Cell cell;
    private final Behaviour home;
    private final Thread thread = Thread.currentThread();
    private final @Nullable Asker asker;
    private Object message;

    private Object reply = NONE;
    private @Nullable ActorException failure;
    private @Nullable List<Effect> effects;
    private @Nullable Instant now;
    private @Nullable RandomGenerator random;
    private boolean stops;

    /** Written by its thread, and by the watch when it has waited long enough. */
    private volatile int status = RUNNING;

    Turning(ActorTable table, Cell cell, Behaviour home, Object message, @Nullable Asker asker) {
        this.table = table;
        this.cell = cell;
        this.home = home;
        this.message = message;
        this.asker = asker;
    }

    /** Runs it, and lets its effects happen if it succeeds. The caller owns the cell. */
    @SuppressWarnings("ReferenceEquality") // a loader is equal to itself only
    final void run(Desk desk) {
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader loader = home.loader();
        if (before != loader) {
            thread.setContextClassLoader(loader);
        }
        Object after = null;
        Object state = null;
        Throwable thrown = null;
        boolean stale = false;
        desk.begin(this, table.engine().watch());
        int sampled = desk.sampled();
        long began = sampled > 0 ? System.nanoTime() : 0;
        long seed = sampled > 0 ? seeded() : 0;
        try {
            if (message instanceof Signal signal) {
                Object meant = Signals.message(table, cell, home, signal);
                stale = meant == null;
                message = meant == null ? signal : meant;
            }
            if (!stale) {
                state = cell.state;
                if (state == null) {
                    state = Objects.requireNonNull(home.actor().create(cell.key), "create");
                }
                after = home.actor().receive(state, message, this);
            }
        } catch (Throwable any) {
            thrown = any;
        } finally {
            if (before != loader) {
                thread.setContextClassLoader(before);
            }
            desk.end();
        }
        if (!STATUS.compareAndSet(this, RUNNING, ENDED)) {
            return; // written off: nothing of it happens
        }
        if (sampled > 0 && state != null) {
            keep(sampled, state, after, seed, System.nanoTime() - began);
        }
        if (thrown != null) {
            fail(thrown);
        } else if (after == null && !stale) {
            fail(new NullPointerException("receive returned null; the next state was expected"));
        } else if (after != null) {
            succeed(desk, after);
        }
    }

    /** A turn that is kept gets random numbers that can be had again. */
    private long seeded() {
        if (!table.engine().isSelfDriven()) {
            return 0; // whoever drives it says what random numbers there are
        }
        long seed = ThreadLocalRandom.current().nextLong();
        random = new SplittableRandom(seed);
        return seed;
    }

    /** To warm the next version with, and to compare it. */
    private void keep(int weight, Object before, @Nullable Object after, long seed, long nanos) {
        Instant told = now == null ? table.engine().clock().now() : now;
        TurnSample sample =
                new TurnSample(
                        cell.key,
                        before,
                        message,
                        asker != null,
                        told,
                        seed,
                        replied(),
                        after,
                        stops,
                        nanos);
        home.turns().add(message.getClass().getName(), weight, after == null, sample);
    }

    private void succeed(Desk desk, Object after) {
        List<Effect> wanted = effects;
        if (wanted != null && table.engine().overlay() != null) {
            wanted = discarded();
        }
        if (wanted != null) {
            String full = full(wanted);
            if (full != null) {
                table.figures().refused();
                failure = new Overloaded(table.describe(cell) + " did nothing: " + full);
                return;
            }
        }
        cell.state = after;
        if (wanted != null) {
            release(desk, wanted);
        }
        if (stops) {
            Effects.stop(table, cell);
        }
        if (reply == NONE && asker != null) {
            failure =
                    new ActorFailed(
                            ActorFailed.class.getName(),
                            table.describe(cell)
                                    + " did not answer "
                                    + message.getClass().getName()
                                    + ": neither turn.reply nor turn.later was called",
                            "");
        }
    }

    /** In a shadow nothing happens; and nobody will give an answer that is put off. */
    private @Nullable List<Effect> discarded() {
        if (reply == PUT_OFF) {
            failure =
                    new ActorFailed(
                            ActorFailed.class.getName(),
                            table.describe(cell) + " answers later, which a shadow does not",
                            "");
        }
        return null;
    }

    /** What has no room; null if all have. */
    @Nullable String full(List<Effect> wanted) {
        return Effects.full(table, cell, wanted);
    }

    /** Lets happen what the turn wanted. */
    void release(Desk desk, List<Effect> wanted) {
        Effects.release(desk, table, cell, home, wanted);
    }

    /** It threw. */
    void fail(Throwable thrown) {
        table.figures().failed();
        failure = table.engine().failures().of(table, cell, home, message, thrown);
    }

    /** Tells whoever asked. After the actor is free, so that what is chained need not hold it. */
    void answer() {
        Asker waiting = asker;
        if (waiting == null) {
            return;
        }
        ActorException failed = failure;
        if (failed != null) {
            waiting.fail(failed);
        } else if (reply != PUT_OFF && reply != NONE) {
            waiting.answer(reply, home, message.getClass());
        }
    }

    /** For the watch: takes the turn from its thread. False if it has just ended. */
    boolean writeOff() {
        return STATUS.compareAndSet(this, RUNNING, WRITTEN_OFF);
    }

    boolean writtenOff() {
        return status == WRITTEN_OFF;
    }

    ActorTable table() {
        return table;
    }

    Cell cell() {
        return cell;
    }

    Behaviour home() {
        return home;
    }

    @Nullable Asker asker() {
        return asker;
    }

    /** Why whoever asked gets no answer; null if there is none to be had, or one. */
    final @Nullable ActorException failure() {
        return failure;
    }

    /** What was replied in this turn; null if nothing was. */
    final @Nullable Object replied() {
        return reply == NONE || reply == PUT_OFF ? null : reply;
    }

    /** Whether the turn wanted its actor to end. */
    final boolean stops() {
        return stops;
    }

    private void check() {
        if (status != RUNNING || Thread.currentThread() != thread) {
            throw new IllegalStateException(
                    ActorError.TURN_OVER.says(
                            table.describe(cell),
                            "a turn is used by the thread that called receive, until that returns",
                            "Send a message with the Actors, or let a token bring the answer"));
        }
    }

    private void add(Effect effect) {
        List<Effect> wanted = effects;
        if (wanted == null) {
            wanted = new ArrayList<>(4);
            effects = wanted;
        }
        int most = table.engine().options().effects();
        if (wanted.size() >= most) {
            throw new Overloaded("a turn has at most " + most + " effects");
        }
        wanted.add(effect);
    }

    @Override
    public String key() {
        return cell.key;
    }

    @Override
    public Instant now() {
        check();
        Instant known = now;
        if (known == null) {
            known = table.engine().clock().now();
            now = known;
        }
        return known;
    }

    @Override
    public RandomGenerator random() {
        check();
        RandomGenerator known = random;
        if (known == null) {
            known = table.engine().randoms().get();
            random = known;
        }
        return known;
    }

    @SuppressWarnings("ReferenceEquality") // two equal questions may have two askers
    private void checkAnswers(Object to) {
        check();
        if (to != message) {
            throw new IllegalArgumentException(
                    ActorError.REPLY.says(
                            table.describe(cell),
                            "the reply is to another message than that of this turn",
                            "Put an answer off with turn.later, and reply to what that returns"));
        }
        if (reply != NONE) {
            throw new IllegalStateException(
                    ActorError.REPLY.says(
                            table.describe(cell), "a second reply in one turn", "Reply once"));
        }
    }

    @Override
    public <R> void reply(Ask<Object, R> to, R answer) {
        checkAnswers(to);
        reply = Objects.requireNonNull(answer, "answer");
    }

    @Override
    public <R> Asked<R> later(Ask<Object, R> to) {
        checkAnswers(to);
        long number = table.engine().nextNumber();
        if (asker != null) {
            add(new Effect.PutOff(number, asker, message.getClass()));
        }
        reply = PUT_OFF;
        return new Asked<>(number);
    }

    @Override
    public <R> void reply(Asked<R> to, R answer) {
        check();
        add(new Effect.Reply(to.number(), Objects.requireNonNull(answer, "answer")));
    }

    @Override
    public <T> void tell(Actors<T> to, String key, T told) {
        check();
        add(new Effect.Tell(Handle.originOf(to), key, Objects.requireNonNull(told, "message")));
    }

    @Override
    public void tellSelf(Object told) {
        check();
        add(new Effect.Tell(home, cell.key, Objects.requireNonNull(told, "message")));
    }

    @Override
    public <T, R> void ask(Actors<T> to, String key, Ask<T, R> question, Await<R, Object> token) {
        check();
        Behaviour target = Handle.originOf(to);
        add(new Effect.Question(target, key, Objects.requireNonNull(question), token(token)));
    }

    @Override
    public <R> void run(Callable<R> effect, Await<R, Object> token) {
        check();
        add(new Effect.Work(Objects.requireNonNull(effect, "effect"), token(token)));
    }

    @SuppressWarnings("unchecked") // the question's type has fixed R
    private Await<Object, Object> token(Await<?, ?> token) {
        if (!token.getClass().isRecord()) {
            throw new IllegalArgumentException(
                    ActorError.TOKEN.says(
                            table.describe(cell),
                            "waits with a "
                                    + token.getClass().getName()
                                    + ", and only a record outlives its code",
                            "Write a record that implements Await"));
        }
        return (Await<Object, Object>) token;
    }

    @Override
    public void schedule(String name, Duration in, Object later) {
        check();
        long nanos;
        try {
            nanos = in.toNanos();
        } catch (ArithmeticException far) {
            nanos = in.isNegative() ? 0 : Long.MAX_VALUE;
        }
        add(
                new Effect.Schedule(
                        Objects.requireNonNull(name, "name"),
                        Math.max(0, nanos),
                        Objects.requireNonNull(later, "message")));
    }

    @Override
    public void cancel(String name) {
        check();
        add(new Effect.Cancel(Objects.requireNonNull(name, "name")));
    }

    @Override
    public void stop() {
        check();
        stops = true;
    }
}
