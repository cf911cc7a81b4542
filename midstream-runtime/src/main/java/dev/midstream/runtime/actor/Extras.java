package dev.midstream.runtime.actor;

import dev.midstream.api.Await;
import java.util.HashMap;
import java.util.Map;

/**
 * What an actor has beside its state while it waits for something: timers, tokens, and questions
 * put off. Belongs to the actor's owner; moves with the actor.
 */
final class Extras {

    final Map<String, Timer> timers = new HashMap<>();

    /** The message of each timer, by name. */
    final Map<String, Object> messages = new HashMap<>();

    /** What the actor has asked for, by number. */
    final Map<Long, Token> tokens = new HashMap<>();

    /** Who waits for an answer that was put off, by number. */
    final Map<Long, Question> questions = new HashMap<>();

    /** Whether a timer will look for what has waited too long. */
    boolean watched;

    /** What to do with an answer, and when it has failed. */
    record Token(Await<Object, Object> await, long untilNanos) {}

    /** Who waits, and until when. */
    record Question(Asker asker, long untilNanos) {}

    boolean isEmpty() {
        return timers.isEmpty() && tokens.isEmpty() && questions.isEmpty() && !watched;
    }
}
