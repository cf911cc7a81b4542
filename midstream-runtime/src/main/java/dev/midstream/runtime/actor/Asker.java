package dev.midstream.runtime.actor;

import dev.midstream.api.ActorException;
import dev.midstream.api.Result;

/** Who waits for an answer. Any thread; what comes second does nothing. */
sealed interface Asker permits Answer, Waiting {

    /**
     * The answer has come.
     *
     * @param shape the behaviour whose classes it is written in
     * @param question the class of what it answers, as that behaviour has it
     */
    void answer(Object value, Behaviour shape, Class<?> question);

    /** There will be none. */
    void fail(ActorException why);

    /** Completes it with a result. */
    static Result<Object> failed(ActorException why) {
        String type =
                why instanceof dev.midstream.api.ActorFailed failed
                        ? failed.type()
                        : why.getClass().getName();
        return new Result.Failed<>(type, String.valueOf(why.getMessage()));
    }
}
