package dev.midstream.runtime.actor;

import dev.midstream.api.Asked;
import dev.midstream.api.Await;
import dev.midstream.api.Result;
import java.time.Duration;
import java.util.concurrent.Callable;

/** What a turn wanted to happen, for whoever tries a turn alone; see {@link DrivenActors#turn}. */
public sealed interface Wanted {

    /**
     * A message to an actor.
     *
     * @param type the type it is of
     * @param key which one
     * @param message the message
     */
    record Tell(String type, String key, Object message) implements Wanted {}

    /**
     * A question to an actor.
     *
     * @param type the type it is of
     * @param key which one
     * @param question the question
     * @param token what makes a message of the answer
     */
    record Question(String type, String key, Object question, Await<?, ?> token) implements Wanted {

        /** The message that the actor gets when the question is answered so. */
        public Object answered(Object reply) {
            return message(token, new Result.Ok<>(reply));
        }

        /** The message that the actor gets when the question fails so. */
        public Object failed(Throwable thrown) {
            return message(token, Effects.failed(thrown));
        }
    }

    /**
     * Something that may block.
     *
     * @param work what would run
     * @param token what makes a message of its value
     */
    record Run(Callable<?> work, Await<?, ?> token) implements Wanted {

        /** The message that the actor gets when the work returns this. */
        public Object answered(Object value) {
            return message(token, new Result.Ok<>(value));
        }

        /** The message that the actor gets when the work throws this. */
        public Object failed(Throwable thrown) {
            return message(token, Effects.failed(thrown));
        }
    }

    /**
     * The answer comes in a later turn.
     *
     * @param asked what the actor keeps until then
     */
    record PutOff(Asked<?> asked) implements Wanted {}

    /**
     * An answer to the question of an earlier turn.
     *
     * @param asked which question
     * @param reply the answer
     */
    record Reply(Asked<?> asked, Object reply) implements Wanted {}

    /**
     * A message to itself, later.
     *
     * @param name the timer's name
     * @param in when
     * @param message the message
     */
    record Schedule(String name, Duration in, Object message) implements Wanted {}

    /**
     * A timer less.
     *
     * @param name the timer's name
     */
    record Cancel(String name) implements Wanted {}

    @SuppressWarnings("unchecked") // the question's type has fixed what answers it
    private static Object message(Await<?, ?> token, Result<Object> result) {
        return ((Await<Object, Object>) token).answered(result);
    }
}
