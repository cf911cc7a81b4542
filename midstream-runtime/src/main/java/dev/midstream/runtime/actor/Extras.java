package dev.midstream.runtime.actor;

import dev.midstream.api.Await;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * What an actor has beside its state while it waits for something: timers, tokens, questions put
 * off, and messages that cannot be handled yet. Belongs to the actor's owner; moves with the actor.
 */
final class Extras {

    final Map<String, Timer> timers = new HashMap<>();

    /** The message of each timer, by name. */
    final Map<String, Object> messages = new HashMap<>();

    /** What the actor has asked for, by number. */
    final Map<Long, Token> tokens = new HashMap<>();

    /** Who waits for an answer that was put off, by number. */
    final Map<Long, Question> questions = new HashMap<>();

    /**
     * Messages that wait for the actor to move, the oldest first: for a fence to be lifted, or for
     * code that knows them. Handled before all others when it has moved. Each is as its sender sent
     * it.
     */
    final ArrayDeque<Envelope> parked = new ArrayDeque<>();

    /** Whether a timer will look for what has waited too long. */
    boolean watched;

    /** What to do with an answer, and when it has failed. */
    record Token(Await<Object, Object> await, long untilNanos) {}

    /**
     * Who waits, and until when.
     *
     * @param asked the class of the question, as the actor's home has it
     */
    record Question(Asker asker, Class<?> asked, long untilNanos) {}

    boolean isEmpty() {
        return onlyParked() && parked.isEmpty();
    }

    /** Whether it has nothing that is written in the classes of its home. */
    boolean onlyParked() {
        return timers.isEmpty() && tokens.isEmpty() && questions.isEmpty() && !watched;
    }

    /** The same as another behaviour says it; this one is as before. */
    @SuppressWarnings("unchecked") // a token stays a token
    Extras moved(Crossing crossing) throws CrossingFailed {
        Extras moved = new Extras();
        for (Map.Entry<String, Object> message : messages.entrySet()) {
            moved.messages.put(message.getKey(), crossing.message(message.getValue()));
        }
        for (Map.Entry<Long, Token> entry : tokens.entrySet()) {
            Token token = entry.getValue();
            Object await = crossing.token(token.await());
            moved.tokens.put(
                    entry.getKey(), new Token((Await<Object, Object>) await, token.untilNanos()));
        }
        for (Map.Entry<Long, Question> entry : questions.entrySet()) {
            Question question = entry.getValue();
            Class<?> asked = crossing.question(question.asked());
            moved.questions.put(
                    entry.getKey(), new Question(question.asker(), asked, question.untilNanos()));
        }
        moved.timers.putAll(timers);
        moved.parked.addAll(parked);
        moved.watched = watched;
        return moved;
    }
}
