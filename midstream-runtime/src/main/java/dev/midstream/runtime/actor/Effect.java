package dev.midstream.runtime.actor;

import dev.midstream.api.Await;
import java.util.concurrent.Callable;

/** What a turn wants to happen; does, if the turn succeeds. */
sealed interface Effect {

    /** A message to an actor. */
    record Tell(Behaviour to, String key, Object message) implements Effect {}

    /** A question to an actor. */
    record Question(Behaviour to, String key, Object message, Await<Object, Object> token)
            implements Effect {}

    /** Something that may block. */
    record Work(Callable<?> work, Await<Object, Object> token) implements Effect {}

    /** The answer to the turn's question comes later. */
    record PutOff(long number, Asker asker, Class<?> asked) implements Effect {}

    /** The answer to a question of an earlier turn. */
    record Reply(long number, Object answer) implements Effect {}

    /** A message to itself, later. */
    record Schedule(String name, long inNanos, Object message) implements Effect {}

    /** No message after all. */
    record Cancel(String name) implements Effect {}
}
