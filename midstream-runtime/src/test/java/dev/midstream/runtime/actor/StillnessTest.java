package dev.midstream.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.api.Actors;
import dev.midstream.api.Await;
import dev.midstream.api.Result;
import dev.midstream.runtime.actor.Scripted.Do;
import dev.midstream.runtime.actor.Scripted.Say;
import dev.midstream.runtime.actor.Scripted.Words;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is left of actors when a host stops, and what the next one makes of it. */
class StillnessTest {

    private final Driven driven = Driven.onPool();
    private final Actors<Object> actors = driven.actors("one");
    private final Behaviours current =
            new Behaviours(List.of(((Handle<?>) (Actors<?>) actors).origin()));

    /** Makes a word of a failure. */
    record Note() implements Await<List<String>, Object> {
        @Override
        public Object answered(Result<List<String>> result) {
            return new Say(result instanceof Result.Failed<?> ? "unanswered" : "answered");
        }
    }

    private Map<String, StoredActor> stopped() throws InterruptedException {
        Map<String, StoredActor> taken = new HashMap<>();
        driven.engine
                .stop(current, Duration.ofSeconds(10))
                .each(
                        new ActorOutflow.Taker<RuntimeException>() {
                            @Override
                            public void take(Behaviour behaviour, StoredActor actor) {
                                assertThat(taken.put(actor.key(), actor)).isNull();
                            }

                            @Override
                            public void missed(String type, String key, String why) {
                                throw new AssertionError(key + ": " + why);
                            }
                        });
        return taken;
    }

    /** Takes actors into another engine, and lets it work. */
    private static Driven restarted(Map<String, StoredActor> taken, Actors<Object>[] reached) {
        Driven next = Driven.onPool();
        reached[0] = next.actors("one");
        Behaviour behaviour = ((Handle<?>) (Actors<?>) reached[0]).origin();
        ActorIntake intake = next.engine.takeIn(new Behaviours(List.of(behaviour)));
        taken.values().forEach(actor -> intake.add(behaviour, actor));
        next.engine.taken();
        return next;
    }

    @SuppressWarnings("unchecked")
    private static Actors<Object>[] place() {
        return (Actors<Object>[]) new Actors<?>[1];
    }

    @Test
    void statesAndWaitingMessagesAndTimersWithTheirRestGoOn() throws Exception {
        actors.tell("a", new Say("1"));
        actors.tell(
                "a",
                new Do(turn -> turn.schedule("tick", Duration.ofSeconds(10), new Say("tick"))));
        driven.settle();
        driven.clock.advance(Duration.ofSeconds(4));
        actors.tell("a", new Say("2"));
        actors.tell("a", new Say("3"));
        actors.tell("b", new Say("only waits"));
        Map<String, StoredActor> taken = stopped();
        assertThat(Objects.requireNonNull(taken.get("a")).state()).isEqualTo(List.of("1"));
        assertThat(Objects.requireNonNull(taken.get("a")).messages())
                .containsExactly(new Say("2"), new Say("3"));
        assertThat(Objects.requireNonNull(taken.get("a")).timers())
                .containsExactly(
                        new StoredActor.Timer(
                                "tick", Duration.ofSeconds(6).toNanos(), new Say("tick")));
        assertThat(Objects.requireNonNull(taken.get("b")).state()).isNull();

        Actors<Object>[] reached = place();
        Driven next = restarted(taken, reached);
        assertThat(next.words(reached[0], "a")).containsExactly("1", "2", "3");
        assertThat(next.words(reached[0], "b")).containsExactly("only waits");
        next.clock.advance(Duration.ofSeconds(6));
        next.settle();
        assertThat(next.words(reached[0], "a")).containsExactly("1", "2", "3", "tick");
    }

    @Test
    void anAskerFromOutsideIsToldAndItsQuestionIsNotKept() throws Exception {
        actors.tell("a", new Say("1"));
        driven.settle();
        CompletionStage<List<String>> question = actors.ask("a", new Words());
        Map<String, StoredActor> taken = stopped();
        assertThat(question.toCompletableFuture()).isCompletedExceptionally();
        assertThat(Objects.requireNonNull(taken.get("a")).messages()).isEmpty();
    }

    @Test
    void anActorThatWaitsForAnAnswerLearnsThatNoneComes() throws Exception {
        actors.tell("a", new Say("1"));
        actors.tell("a", new Do(turn -> turn.ask(actors, "b", new Words(), new Note())));
        assertThat(driven.pool.step()).isTrue();
        Map<String, StoredActor> taken = stopped();
        assertThat(Objects.requireNonNull(taken.get("a")).messages())
                .containsExactly(new Say("unanswered"));
        assertThat(taken).doesNotContainKey("b");
        Actors<Object>[] reached = place();
        Driven next = restarted(taken, reached);
        assertThat(next.words(reached[0], "a")).containsExactly("1", "unanswered");
    }

    @Test
    void anOldNumberOfAQuestionPutOffIsNotGivenAgain() throws Exception {
        actors.ask("a", new Scripted.Ask1(turn -> {}));
        driven.engine.numbersFrom(700);
        ActorOutflow out = driven.engine.stop(current, Duration.ofSeconds(1));
        Driven next = Driven.onPool();
        next.engine.takeIn(Behaviours.NONE).numbersFrom(out.numbers());
        assertThat(next.engine.nextNumber()).isEqualTo(701);
    }

    @Test
    void aKeyThatComesTwiceIsRefused() {
        StoredActor actor = new StoredActor("a", List.of("x"), List.of(), List.of());
        Behaviour behaviour = current.all().getFirst();
        ActorIntake intake = driven.engine.takeIn(current);
        intake.add(behaviour, actor);
        assertThatThrownBy(() -> intake.add(behaviour, actor))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one 'a' is there already");
    }

    @Test
    void aMessageThatCameBeforeTheStateIsHandledAfterIt() {
        driven.engine.hold();
        actors.tell("a", new Say("early"));
        ActorIntake intake = driven.engine.takeIn(current);
        intake.add(
                current.all().getFirst(),
                new StoredActor("a", List.of("kept"), List.of(), List.of()));
        driven.engine.taken();
        assertThat(driven.words(actors, "a")).containsExactly("kept", "early");
    }
}
