package dev.midstream.runtime.migration;

import dev.midstream.runtime.actor.Crossing;
import dev.midstream.runtime.actor.CrossingFailed;
import dev.midstream.runtime.migration.ActorPlans.OneWay;
import dev.midstream.runtime.shape.Type.Named;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plans of one direction, bound. Safe for all threads. */
final class Bridge implements Crossing {

    private final Conversion state;
    private final Conversion message;
    private final Map<Class<?>, Conversion> tokens;
    private final Map<Class<?>, Conversion> replies;
    private final Map<Class<?>, Class<?>> questions;

    private final SameValues same = new SameValues();

    private Bridge(
            Conversion state,
            Conversion message,
            Map<Class<?>, Conversion> tokens,
            Map<Class<?>, Conversion> replies,
            Map<Class<?>, Class<?>> questions) {
        this.state = state;
        this.message = message;
        this.tokens = Map.copyOf(tokens);
        this.replies = Map.copyOf(replies);
        this.questions = Map.copyOf(questions);
    }

    static Crossing of(OneWay plans, Side from, Side to, SharedValues shared)
            throws ReflectiveOperationException {
        Map<Class<?>, Conversion> tokens = new HashMap<>();
        for (Map.Entry<Named, Plan> each : plans.tokens().entrySet()) {
            tokens.put(from.type(each.getKey()), Conversion.of(each.getValue(), from, to, shared));
        }
        Map<Class<?>, Conversion> replies = new HashMap<>();
        for (Map.Entry<Named, Plan> each : plans.replies().entrySet()) {
            replies.put(from.type(each.getKey()), Conversion.of(each.getValue(), from, to, shared));
        }
        Map<Class<?>, Class<?>> questions = new HashMap<>();
        for (Map.Entry<Named, Named> each : plans.questions().entrySet()) {
            questions.put(from.type(each.getKey()), to.type(each.getValue()));
        }
        return new Bridge(
                Conversion.of(plans.state(), from, to, shared),
                Conversion.of(plans.message(), from, to, shared),
                tokens,
                replies,
                questions);
    }

    @Override
    public Object state(Object value) throws CrossingFailed {
        return converted(state, value, "a state");
    }

    @Override
    public Object message(Object value) throws CrossingFailed {
        return converted(message, value, "a message");
    }

    @Override
    public Object token(Object token) throws CrossingFailed {
        return converted(tokens.get(token.getClass()), token, "a token");
    }

    @Override
    public Object reply(Class<?> question, Object reply) throws CrossingFailed {
        return converted(replies.get(question), reply, "a reply to " + question.getSimpleName());
    }

    @Override
    public Class<?> question(Class<?> question) throws CrossingFailed {
        Class<?> other = questions.get(question);
        if (other == null) {
            throw new CrossingFailed(question.getSimpleName(), "the other generation has no such");
        }
        return other;
    }

    @Override
    public boolean sameState(Object one, Object other) {
        return same.same(one, other);
    }

    private static Object converted(@Nullable Conversion by, Object value, String what)
            throws CrossingFailed {
        if (by == null) {
            throw new CrossingFailed(
                    value.getClass().getSimpleName(),
                    "is no value that is known as " + what + " of the other generation");
        }
        try {
            return by.convert(value);
        } catch (MigrationFailed failed) {
            throw new CrossingFailed(failed.path(), failed.why());
        }
    }
}
