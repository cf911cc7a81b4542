package dev.midstream.runtime.actor;

import dev.midstream.api.ActorFailed;
import dev.midstream.api.Result;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the host's own signals mean to an actor. Called by its owner, in a turn. */
@SuppressWarnings("ReferenceEquality") // marks, cells and behaviours are equal to themselves only
final class Signals {

    private Signals() {}

    /** The message that a signal stands for; null if it means nothing any more. */
    static @Nullable Object message(ActorTable table, Cell cell, Signal signal) {
        Extras extras = cell.extras;
        if (extras == null) {
            return null; // it was stopped since
        }
        return switch (signal) {
            case Signal.Due(String name, Timer timer) -> due(extras, name, timer);
            case Signal.Answered(long number, Result<Object> result) -> {
                Extras.Token token = extras.tokens.remove(number);
                yield token == null ? null : token.await().answered(result);
            }
            case Signal.Expire() -> {
                expire(table, cell, extras);
                yield null;
            }
        };
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

    private static void expire(ActorTable table, Cell cell, Extras extras) {
        long now = table.engine().clock().nanos();
        extras.watched = false;
        String late = "no answer within " + table.engine().options().answer().toMillis() + " ms";
        for (Map.Entry<Long, Extras.Token> token : extras.tokens.entrySet()) {
            if (token.getValue().untilNanos() - now <= 0) {
                Result<Object> failed = new Result.Failed<>(ActorFailed.class.getName(), late);
                table.signal(cell.key, new Signal.Answered(token.getKey(), failed));
            }
        }
        Iterator<Extras.Question> questions = extras.questions.values().iterator();
        while (questions.hasNext()) {
            Extras.Question question = questions.next();
            if (question.untilNanos() - now <= 0) {
                questions.remove();
                question.asker()
                        .fail(
                                new ActorFailed(
                                        ActorFailed.class.getName(),
                                        table.describe(cell) + " put an answer off: " + late,
                                        ""));
            }
        }
        if (!extras.tokens.isEmpty() || !extras.questions.isEmpty()) {
            watch(table, cell, extras);
        }
    }
}
