package dev.midstream.runtime.actor;

import dev.midstream.api.ActorException;
import dev.midstream.api.ActorFailed;
import dev.midstream.api.Await;
import dev.midstream.api.Result;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Lets the effects of a turn happen. Called by the actor's owner, when the turn has succeeded.
 *
 * <p>Room is looked for before the first effect happens, and found or not for all of them; others
 * may take it in between, so a limit can be passed by the turns that run at once.
 */
final class Effects {

    private Effects() {}

    /** What has no room; null if all have. */
    static @Nullable String full(ActorTable table, Cell cell, List<Effect> effects) {
        ActorOptions limits = table.engine().options();
        Extras extras = cell.extras;
        int timers = extras == null ? 0 : extras.timers.size();
        int waiting = extras == null ? 0 : extras.tokens.size() + extras.questions.size();
        int running = 0;
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Tell tell -> {
                    if (tell.to().table().isFull(tell.key())) {
                        return mailbox(tell.to(), tell.key());
                    }
                }
                case Effect.Question question -> {
                    waiting++;
                    if (question.to().table().isFull(question.key())) {
                        return mailbox(question.to(), question.key());
                    }
                }
                case Effect.Work ignored -> {
                    waiting++;
                    running++;
                }
                case Effect.PutOff ignored -> waiting++;
                case Effect.Schedule ignored -> timers++;
                case Effect.Reply ignored -> {}
                case Effect.Cancel ignored -> {}
            }
        }
        if (timers > limits.timers() || waiting > limits.timers()) {
            return "it has " + limits.timers() + " timers or open questions already";
        }
        return running > 0 && table.engine().works().size() + running > limits.running()
                ? limits.running() + " pieces of turn.run are under way"
                : null;
    }

    static String mailbox(Behaviour to, String key) {
        return "the mailbox of " + to.type() + " '" + key + "' is full";
    }

    static void release(
            Desk desk, ActorTable table, Cell cell, Behaviour home, List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Tell(Behaviour to, String key, Object message) -> {
                    ActorException lost = to.table().sendFromTurn(to, key, message, null);
                    if (lost != null) {
                        table.engine().failures().lost(table.describe(cell), lost);
                    }
                }
                case Effect.Question question -> ask(table, cell, question);
                case Effect.Work(Callable<?> work, Await<Object, Object> token) ->
                        work(desk, table, cell, home, work, token);
                case Effect.PutOff(long number, Asker asker, Class<?> asked) -> {
                    Extras extras = extras(cell);
                    long until = until(table);
                    extras.questions.put(number, new Extras.Question(asker, asked, until));
                    Signals.watch(table, cell, extras);
                }
                case Effect.Reply(long number, Object answer) -> {
                    Extras extras = cell.extras;
                    Extras.Question question =
                            extras == null ? null : extras.questions.remove(number);
                    if (question != null) {
                        question.asker().answer(answer, home, question.asked());
                    }
                }
                case Effect.Schedule schedule -> schedule(table, cell, schedule);
                case Effect.Cancel(String name) -> cancel(table, cell, name);
            }
        }
    }

    private static void ask(ActorTable table, Cell cell, Effect.Question question) {
        long number = await(table, cell, question.token());
        Waiting waiting = new Waiting(table, cell.key, number);
        ActorTable target = question.to().table();
        ActorException lost =
                target.sendFromTurn(question.to(), question.key(), question.message(), waiting);
        if (lost != null) {
            waiting.fail(lost);
        }
    }

    private static long await(ActorTable table, Cell cell, Await<Object, Object> token) {
        Extras extras = extras(cell);
        long number = table.engine().nextNumber();
        extras.tokens.put(number, new Extras.Token(token, until(table)));
        Signals.watch(table, cell, extras);
        return number;
    }

    private static long until(ActorTable table) {
        return table.engine().clock().nanos() + table.engine().options().answer().toNanos();
    }

    private static void work(
            Desk desk,
            ActorTable table,
            Cell cell,
            Behaviour home,
            Callable<?> work,
            Await<Object, Object> token) {
        Waiting waiting = new Waiting(table, cell.key, await(table, cell, token));
        String what = "turn.run of " + table.describe(cell);
        Works works = table.engine().works();
        works.begin(what, desk.fork(what, home), home, work, token.getClass(), waiting);
    }

    /** Has a timer run from now on, in place of one of the same name. */
    static void schedule(ActorTable table, Cell cell, Effect.Schedule schedule) {
        cancel(table, cell, schedule.name());
        Extras extras = extras(cell);
        String name = schedule.name();
        String key = cell.key;
        Timer[] self = new Timer[1];
        // Whoever runs the action has taken the timer under the lock that adding it holds.
        synchronized (self) {
            self[0] =
                    table.engine()
                            .timers()
                            .add(
                                    schedule.inNanos(),
                                    () -> {
                                        synchronized (self) {
                                            table.signal(key, new Signal.Due(name, self[0]));
                                        }
                                    });
        }
        extras.timers.put(name, self[0]);
        extras.messages.put(name, schedule.message());
    }

    private static void cancel(ActorTable table, Cell cell, String name) {
        Extras extras = cell.extras;
        if (extras != null) {
            Timer timer = extras.timers.remove(name);
            extras.messages.remove(name);
            if (timer != null) {
                table.engine().timers().remove(timer);
            }
        }
    }

    private static Extras extras(Cell cell) {
        Extras known = cell.extras;
        if (known == null) {
            known = new Extras();
            cell.extras = known;
        }
        return known;
    }

    /** Forgets the actor's state and all that it waits for. */
    static void stop(ActorTable table, Cell cell) {
        cell.state = null;
        Extras extras = cell.extras;
        if (extras == null) {
            return;
        }
        cell.extras = null;
        if (!extras.parked.isEmpty()) {
            extras(cell).parked.addAll(extras.parked); // sent to the key, not to this life of it
        }
        extras.timers.values().forEach(table.engine().timers()::remove);
        for (Extras.Question question : extras.questions.values()) {
            question.asker()
                    .fail(
                            new ActorFailed(
                                    ActorFailed.class.getName(),
                                    table.describe(cell) + " has stopped without an answer",
                                    ""));
        }
    }

    /** An answer as a result, or what was thrown instead. */
    static Result<Object> failed(Throwable thrown) {
        return new Result.Failed<>(
                thrown.getClass().getName(), String.valueOf(thrown.getMessage()));
    }
}
