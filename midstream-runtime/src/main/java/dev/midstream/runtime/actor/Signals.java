package dev.midstream.runtime.actor;

import dev.midstream.api.ActorFailed;
import dev.midstream.api.Result;
import dev.midstream.api.SetAside;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the host's own signals mean to an actor. Called by its owner, in a turn. */
@SuppressWarnings("ReferenceEquality") // marks, cells and behaviours are equal to themselves only
final class Signals {

    private Signals() {}

    /** The message that a signal stands for; null if it means nothing any more. */
    static @Nullable Object message(ActorTable table, Cell cell, Behaviour home, Signal signal) {
        Extras extras = cell.extras;
        if (extras == null) {
            return null; // it was stopped since
        }
        return switch (signal) {
            case Signal.Due(String name, Timer timer) -> due(extras, name, timer);
            case Signal.Answered answered -> {
                Extras.Token token = extras.tokens.remove(answered.number());
                yield token == null ? null : token.await().answered(inShape(answered, home));
            }
            case Signal.Wake() -> null;
            case Signal.Expire() -> {
                expire(table, cell, extras);
                yield null;
            }
        };
    }

    /** The result in the classes that the actor's home has. */
    private static Result<Object> inShape(Signal.Answered answered, Behaviour home) {
        Behaviour shape = answered.shape();
        Class<?> question = answered.question();
        if (shape == null
                || question == null
                || shape == home
                || !(answered.result() instanceof Result.Ok<Object>(Object value))) {
            return answered.result();
        }
        Behaviour wanted = shape.table() == home.table() ? home : home.beside(shape.table());
        if (wanted == null) {
            return new Result.Failed<>(
                    SetAside.class.getName(),
                    "the answer of type " + shape.type() + ", which is not known any more");
        }
        try {
            return new Result.Ok<>(Move.reply(shape, wanted, question, value));
        } catch (CrossingFailed failed) {
            return new Result.Failed<>(
                    ActorFailed.class.getName(), String.valueOf(failed.getMessage()));
        }
    }

    private static @Nullable Object due(Extras extras, String name, Timer timer) {
        if (extras.timers.get(name) != timer) {
            return null; // cancelled or replaced when it was under way
        }
        extras.timers.remove(name);
        return extras.messages.remove(name);
    }

    /** Has someone look, after the time that an answer may take, for what has none by then. */
    static void watch(ActorTable table, Cell cell, Extras extras) {
        if (!extras.watched) {
            extras.watched = true;
            ActorEngine engine = table.engine();
            engine.timers()
                    .add(
                            engine.options().answer().toNanos(),
                            () -> table.signal(cell.key, new Signal.Expire()));
        }
    }

    /** Fails what has waited too long. */
    private static void expire(ActorTable table, Cell cell, Extras extras) {
        long now = table.engine().clock().nanos();
        for (Map.Entry<Long, Extras.Token> token : extras.tokens.entrySet()) {
            if (token.getValue().untilNanos() - now <= 0) {
                Result<Object> failed =
                        new Result.Failed<>(ActorFailed.class.getName(), late(table));
                table.signal(cell.key, Signal.Answered.failed(token.getKey(), failed));
            }
        }
        expireQuestions(table, cell, extras);
    }

    /**
     * Fails the questions put off that have waited too long, and has someone look again. The
     * actor's owner only; also for one that is set aside, whose tokens wait for its return.
     */
    static void expireQuestions(ActorTable table, Cell cell, Extras extras) {
        long now = table.engine().clock().nanos();
        extras.watched = false;
        Iterator<Extras.Question> questions = extras.questions.values().iterator();
        while (questions.hasNext()) {
            Extras.Question question = questions.next();
            if (question.untilNanos() - now <= 0) {
                questions.remove();
                question.asker()
                        .fail(
                                new ActorFailed(
                                        ActorFailed.class.getName(),
                                        table.describe(cell) + " put an answer off: " + late(table),
                                        ""));
            }
        }
        if (!extras.tokens.isEmpty() || !extras.questions.isEmpty()) {
            watch(table, cell, extras);
        }
    }

    private static String late(ActorTable table) {
        return "no answer within " + table.engine().options().answer().toMillis() + " ms";
    }
}
