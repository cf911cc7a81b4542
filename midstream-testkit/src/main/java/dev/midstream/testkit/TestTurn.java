package dev.midstream.testkit;

import dev.midstream.api.Actor;
import dev.midstream.api.Actors;
import dev.midstream.api.Ask;
import dev.midstream.runtime.actor.ActorOptions;
import dev.midstream.runtime.actor.DrivenActors;
import dev.midstream.runtime.actor.TurnResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Turns of one actor, one by one: a state and a message in, the next state and what the turn wants
 * out. Nothing of that happens. The engine's own turn runs, with all its checks.
 *
 * <pre>{@code
 * Turned<Cart, CartMessage> turned =
 *         TestTurn.of(new CartActor(pricing)).receive(new Cart(List.of(), 0), new AddItem(7, 2, 199));
 * assertThat(turned.state().lines()).hasSize(1);
 * }</pre>
 *
 * <p>Immutable: what changes a condition returns another one. Used by one thread.
 *
 * @param <S> the actor's state
 * @param <M> the actor's messages
 */
public final class TestTurn<S, M> {

    private final Actor<S, M> actor;
    private final ActorUnderTest facts;
    private final Conditions conditions;

    private TestTurn(Actor<S, M> actor, ActorUnderTest facts, Conditions conditions) {
        this.actor = actor;
        this.facts = facts;
        this.conditions = conditions;
    }

    private record Conditions(
            String key,
            Instant now,
            Supplier<RandomGenerator> randoms,
            Map<String, Set<String>> full) {

        Conditions {
            full = Map.copyOf(full);
        }
    }

    /**
     * Turns of an actor with key {@code "test"}, at the beginning of 2026, with random numbers that
     * are always the same.
     *
     * @throws AssertionError if a host would refuse the actor's class
     */
    public static <S, M> TestTurn<S, M> of(Actor<S, M> actor) {
        return new TestTurn<>(
                actor,
                ActorUnderTest.of(actor),
                new Conditions(
                        "test",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        () -> new SplittableRandom(0),
                        Map.of()));
    }

    /**
     * Actors of another type, for an actor whose constructor wants them. What a turn sends them is
     * seen in {@link Turned#wanted()}.
     *
     * @param type their {@code @ActorType}
     * @param message their messages
     */
    @SuppressWarnings("unchecked") // the message's class is the handle's type argument
    public static <T> Actors<T> others(String type, Class<T> message) {
        DrivenActors nowhere =
                new DrivenActors(
                        ActorOptions.DEFAULT, Instant.EPOCH, () -> new SplittableRandom(0));
        return (Actors<T>) nowhere.actors(type, message);
    }

    /** With another key. */
    public TestTurn<S, M> key(String key) {
        return with(new Conditions(key, conditions.now(), conditions.randoms(), conditions.full()));
    }

    /** At another time. */
    public TestTurn<S, M> at(Instant now) {
        return with(new Conditions(conditions.key(), now, conditions.randoms(), conditions.full()));
    }

    /** With these random numbers in every turn. */
    public TestTurn<S, M> random(RandomGenerator random) {
        return with(
                new Conditions(
                        conditions.key(), conditions.now(), () -> random, conditions.full()));
    }

    /** With an actor whose mailbox has no room. */
    public TestTurn<S, M> full(String type, String key) {
        Map<String, Set<String>> full = new HashMap<>(conditions.full());
        Set<String> keys = new HashSet<>(full.getOrDefault(type, Set.of()));
        keys.add(key);
        full.put(type, Set.copyOf(keys));
        return with(new Conditions(conditions.key(), conditions.now(), conditions.randoms(), full));
    }

    private TestTurn<S, M> with(Conditions other) {
        return new TestTurn<>(actor, facts, other);
    }

    /** What the actor begins with. */
    public S create() {
        return actor.create(conditions.key());
    }

    /** Its first turn: the state is what {@code create} returns. */
    public Turned<S, M> first(M message) {
        return turn(null, message, message instanceof Ask);
    }

    /** One turn. If the message is a question, somebody waits for the answer. */
    public Turned<S, M> receive(S state, M message) {
        return turn(state, message, message instanceof Ask);
    }

    /** One turn with a message for which nobody waits, be it a question. */
    public Turned<S, M> told(S state, M message) {
        return turn(state, message, false);
    }

    private Turned<S, M> turn(@Nullable S state, M message, boolean asked) {
        if (!facts.message().isInstance(message)) {
            throw new AssertionError(
                    message + " is no " + facts.message().getName() + ", the actor's messages");
        }
        try (DrivenActors alone =
                new DrivenActors(ActorOptions.DEFAULT, conditions.now(), conditions.randoms())) {
            alone.bind(facts.type(), facts.message(), actor);
            TurnResult result =
                    alone.turn(
                            facts.type(),
                            conditions.key(),
                            state,
                            message,
                            asked,
                            conditions.full());
            return new Turned<>(message, asked, Optional.ofNullable(state), result);
        }
    }
}
