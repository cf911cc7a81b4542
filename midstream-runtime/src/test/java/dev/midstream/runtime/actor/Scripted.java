package dev.midstream.runtime.actor;

import dev.midstream.api.Actor;
import dev.midstream.api.Ask;
import dev.midstream.api.Turn;
import java.util.List;

/**
 * An actor whose messages say what to do. Its state is the list of all words it was told, so that a
 * test sees order, loss and repetition.
 */
final class Scripted implements Actor<Object, Object> {

    /** Adds a word to the state. */
    record Say(String word) {}

    /** Asks for the words. */
    record Words() implements Ask<Object, List<String>> {}

    /** Does what a test wants, and keeps the state. */
    record Do(Script script) {}

    /** Asks for what a test wants. */
    record Ask1(Script script) implements Ask<Object, String> {}

    /** What a test wants in a turn. */
    interface Script {
        void run(Turn<Object> turn) throws Exception;
    }

    @Override
    public Object create(String key) {
        return List.of();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object receive(Object state, Object message, Turn<Object> turn) throws Exception {
        List<String> words = (List<String>) state;
        switch (message) {
            case Say(String word) -> {
                List<String> more = new java.util.ArrayList<>(words);
                more.add(word);
                return List.copyOf(more);
            }
            case Words question -> turn.reply(question, words);
            case Do(Script script) -> script.run(turn);
            case Ask1 question -> question.script().run(turn);
            default -> throw new IllegalArgumentException("what is " + message);
        }
        return words;
    }
}
