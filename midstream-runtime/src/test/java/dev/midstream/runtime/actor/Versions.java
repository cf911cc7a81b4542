package dev.midstream.runtime.actor;

import dev.midstream.api.Actor;
import dev.midstream.api.Actors;
import dev.midstream.api.Ask;
import dev.midstream.api.Await;
import dev.midstream.api.Result;
import dev.midstream.api.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Generations 1, 2, 3 … of one actor type, whose values carry the number of the generation that
 * they are written for. An actor that is given a value of another generation throws, and so does a
 * crossing: whatever is handled was converted, once, the right way.
 */
final class Versions {

    static final String TYPE = "t";

    /** What an actor keeps: all words it was told, each with the generation that heard it. */
    record State(int version, List<String> words) {}

    /** What an actor is told. */
    sealed interface Message {
        int version();
    }

    /** Adds a word. */
    record Say(int version, String word) implements Message {}

    /** Adds a word and answers with all. */
    record Question(int version, String word) implements Message, Ask<Message, Reply> {}

    /** Does what a test wants. */
    record Act(int version, Script script) implements Message {}

    interface Script {
        void run(Turn<Message> turn);
    }

    /** All words. */
    record Reply(int version, List<String> words) {}

    /** Waits for a reply or a result, and says what it was. */
    record Token(int version) implements Await<Reply, Message> {
        @Override
        public Message answered(Result<Reply> result) {
            return new Say(
                    version,
                    switch (result) {
                        case Result.Ok<Reply>(Reply reply) -> "answer" + reply.version();
                        case Result.Failed<Reply> failed -> failed.type() + failed.message();
                    });
        }
    }

    /** The classes of states: they only have to differ. */
    private static final List<Class<?>> STATES =
            List.of(Void.class, Byte.class, Short.class, Integer.class, Long.class);

    final Driven driven;
    private final Map<Integer, Behaviour> behaviours = new HashMap<>();
    private final Map<Integer, Behaviours> generations = new HashMap<>();

    /** Words that no migration takes. */
    final Set<String> indigestible = new java.util.HashSet<>();

    /** Versions whose messages cannot be said by older ones. */
    final Set<String> newWords = new java.util.HashSet<>();

    Versions() {
        // One turn for each slice, so that a worker looks at the current generation each time.
        ActorOptions all = ActorOptions.DEFAULT;
        driven =
                new Driven(
                        new ActorOptions(
                                all.mailbox(),
                                all.doorMailbox(),
                                all.actors(),
                                all.timers(),
                                all.effects(),
                                all.running(),
                                1,
                                all.slice(),
                                all.slow(),
                                all.turn(),
                                all.answer(),
                                Integer.MAX_VALUE,
                                all.workers()));
    }

    Migrator migrator() {
        return driven.engine.migrator();
    }

    Behaviour behaviour(int version) {
        return behaviours.computeIfAbsent(
                version,
                v -> {
                    Behaviour made =
                            driven.engine.behaviour(
                                    TYPE,
                                    "m@" + v,
                                    Versions.class.getClassLoader(),
                                    STATES.get(v),
                                    Message.class);
                    made.bind(new Versioned(v));
                    return made;
                });
    }

    Behaviours generation(int version) {
        return generations.computeIfAbsent(
                version, v -> new Behaviours(v == 0 ? List.of() : List.of(behaviour(v))));
    }

    @SuppressWarnings("unchecked")
    Actors<Message> handle(int version) {
        return (Actors<Message>) behaviour(version).handle();
    }

    ActorTable table() {
        return behaviour(1).table();
    }

    Cell cell(String key) {
        return table().cell(key);
    }

    /** Makes a generation current; nobody is drained yet. 0 is one without the type. */
    void upgrade(int version) {
        upgrade(version, Optional.empty(), Optional.empty());
    }

    /** Behind a fence, or such that a rollback will be behind one. */
    void upgrade(int version, Optional<String> fence, Optional<String> fenceBack) {
        Behaviours next = generation(version);
        migrator().cutOver(next, crossings(next, fence, fenceBack));
        driven.desks.current(next);
    }

    Map<Leg, Crossings> crossings(int version) {
        return crossings(generation(version), Optional.empty(), Optional.empty());
    }

    private Map<Leg, Crossings> crossings(
            Behaviours next, Optional<String> fence, Optional<String> fenceBack) {
        Map<Leg, Crossings> ways = new HashMap<>();
        for (Leg leg : migrator().legs(next)) {
            int from = version(leg.from());
            int to = version(leg.to());
            ways.put(
                    leg,
                    new Crossings(
                            new Numbered(from, to),
                            new Numbered(to, from),
                            true,
                            fence,
                            fenceBack));
        }
        return ways;
    }

    void rollBack(int version) {
        migrator().rollBack(generation(version));
        driven.desks.current(generation(version));
    }

    void drained() {
        migrator().drained();
        driven.settle();
    }

    /** What an actor has heard; it must have a state. */
    List<String> words(String key) {
        Object state = cell(key).state;
        return state instanceof State(int _, List<String> words) ? words : List.of();
    }

    /** The generation in which an actor is. */
    int home(String key) {
        Behaviour home = cell(key).home;
        return home == null ? 0 : version(home);
    }

    int version(Behaviour behaviour) {
        return behaviours.entrySet().stream()
                .filter(each -> each.getValue() == behaviour)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** The actor class of a generation. */
    private record Versioned(int version) implements Actor<Object, Object> {

        @Override
        public Object create(String key) {
            return new State(version, List.of());
        }

        @Override
        @SuppressWarnings("unchecked")
        public Object receive(Object kept, Object received, Turn<Object> raw) {
            State state = (State) kept;
            Message message = (Message) received;
            Turn<Message> turn = (Turn<Message>) (Turn<?>) raw;
            check(version, state.version());
            check(version, message.version());
            return switch (message) {
                case Say say -> heard(state, say.word());
                case Question question -> {
                    State next = heard(state, question.word());
                    turn.reply(question, new Reply(version, next.words()));
                    yield next;
                }
                case Act act -> {
                    act.script().run(turn);
                    yield state;
                }
            };
        }

        private State heard(State state, String word) {
            List<String> words = new ArrayList<>(state.words());
            words.add(word + "@" + version);
            return new State(version, List.copyOf(words));
        }
    }

    private static void check(int expected, int seen) {
        if (expected != seen) {
            throw new IllegalStateException(
                    "generation " + expected + " was given a value of generation " + seen);
        }
    }

    /** From one number to another. */
    private final class Numbered implements Crossing {
        private final int from;
        private final int to;

        Numbered(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public Object state(Object value) throws CrossingFailed {
            State state = (State) value;
            check(from, state.version());
            for (String word : state.words()) {
                String plain = word.replaceAll("@.*", "");
                if (indigestible.contains(plain) || (to < from && newWords.contains(plain))) {
                    throw new CrossingFailed("State.words[]", "'" + plain + "' cannot be said");
                }
            }
            return new State(to, state.words());
        }

        @Override
        public Object message(Object value) throws CrossingFailed {
            check(from, ((Message) value).version());
            return switch ((Message) value) {
                case Say(int _, String word) -> {
                    if (to < from && newWords.contains(word)) {
                        throw new CrossingFailed("Say.word", "'" + word + "' cannot be said");
                    }
                    yield new Say(to, word);
                }
                case Question(int _, String word) -> new Question(to, word);
                case Act(int _, Script script) -> new Act(to, script);
            };
        }

        @Override
        public Object token(Object token) {
            check(from, ((Token) token).version());
            return new Token(to);
        }

        @Override
        public Object reply(Class<?> question, Object value) throws CrossingFailed {
            if (question != Question.class && question != Token.class) {
                throw new CrossingFailed(question.getName(), "is no question");
            }
            check(from, ((Reply) value).version());
            for (String word : ((Reply) value).words()) {
                if (to < from && newWords.contains(word.replaceAll("@.*", ""))) {
                    throw new CrossingFailed("Reply.words[]", "'" + word + "' cannot be said");
                }
            }
            return new Reply(to, ((Reply) value).words());
        }

        @Override
        public Class<?> question(Class<?> question) {
            return question;
        }
    }
}
