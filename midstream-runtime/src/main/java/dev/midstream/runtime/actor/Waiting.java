package dev.midstream.runtime.actor;

import dev.midstream.api.ActorException;
import dev.midstream.api.Result;

/**
 * An actor that waits with a token, which it keeps in its extras under a number.
 *
 * @param key which actor
 */
record Waiting(ActorTable table, String key, long number) implements Asker {

    @Override
    public void answer(Object value, Behaviour shape, Class<?> question) {
        table.signal(key, new Signal.Answered(number, new Result.Ok<>(value), shape, question));
    }

    @Override
    public void fail(ActorException why) {
        table.signal(key, Signal.Answered.failed(number, Asker.failed(why)));
    }
}
