package dev.midstream.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.api.ActorFailed;
import dev.midstream.api.Actors;
import dev.midstream.api.Asked;
import dev.midstream.api.Await;
import dev.midstream.api.Result;
import dev.midstream.api.Turn;
import dev.midstream.runtime.actor.Scripted.Ask1;
import dev.midstream.runtime.actor.Scripted.Do;
import dev.midstream.runtime.actor.Scripted.Say;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TurnTest {

    private final Driven driven = Driven.onPool();
    private final Actors<Object> actors = driven.actors("one");

    /** Says what became of a question. */
    record Note() implements Await<Object, Object> {
        @Override
        public Object answered(Result<Object> result) {
            return new Say(
                    switch (result) {
                        case Result.Ok<Object>(Object value) -> "ok " + value;
                        case Result.Failed<Object>(String type, String message) ->
                                type.substring(type.lastIndexOf('.') + 1) + " " + message;
                    });
        }
    }

    @SuppressWarnings("unchecked")
    private static <R> Await<R, Object> note() {
        return (Await<R, Object>) (Await<?, ?>) new Note();
    }

    @Test
    void messagesOfOneSenderArriveInTheirOrder() {
        for (int i = 0; i < 200; i++) {
            actors.tell("a", new Say("" + i));
        }
        assertThat(driven.words(actors, "a")).hasSize(200).isSortedAccordingTo(TurnTest::byNumber);
    }

    private static int byNumber(String one, String two) {
        return Integer.compare(Integer.parseInt(one), Integer.parseInt(two));
    }

    @Test
    void anExceptionLeavesTheStateAndTellsTheAsker() {
        actors.tell("a", new Say("before"));
        CompletionStage<String> question =
                actors.ask(
                        "a",
                        new Ask1(turn -> {
                            turn.tellSelf(new Say("never"));
                            throw new IllegalStateException("broken");
                        }));
        assertThat(driven.failure(question))
                .isInstanceOfSatisfying(
                        ActorFailed.class,
                        failed -> {
                            assertThat(failed.type()).isEqualTo("java.lang.IllegalStateException");
                            assertThat(failed)
                                    .hasMessageContaining("one 'a'")
                                    .hasMessageContaining("broken");
                            assertThat(failed.stack()).contains("TurnTest");
                        });
        assertThat(driven.words(actors, "a")).containsExactly("before");
        assertThat(driven.engine.report().getFirst().failed()).isEqualTo(1);
    }

    @Test
    void anErrorIsAFailureTooAndTheActorGoesOn() {
        CompletionStage<String> question = actors.ask("a", new Ask1(turn -> deep(1)));
        assertThat(driven.failure(question)).hasMessageContaining("StackOverflowError");
        actors.tell("a", new Say("after"));
        assertThat(driven.words(actors, "a")).containsExactly("after");
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int deep(int depth) {
        return deep(depth + 1) + depth;
    }

    @Test
    void aFailedFirstTurnLeavesNoActor() {
        CompletionStage<String> question =
                actors.ask(
                        "a",
                        new Ask1(turn -> {
                            throw new IllegalStateException("broken");
                        }));
        assertThat(driven.failure(question)).isInstanceOf(ActorFailed.class);
        assertThat(driven.engine.count("one")).isZero();
    }

    @Test
    void aQuestionWithoutAnAnswerFails() {
        assertThat(driven.failure(actors.ask("a", new Ask1(turn -> {}))))
                .isInstanceOf(ActorFailed.class)
                .hasMessageContaining("did not answer");
    }

    @Test
    void aSecondReplyFailsTheTurn() {
        AtomicReference<Ask1> self = new AtomicReference<>();
        self.set(
                new Ask1(turn -> {
                    turn.reply(self.get(), "one");
                    turn.reply(self.get(), "two");
                }));
        assertThat(driven.failure(actors.ask("a", self.get())))
                .hasMessageContaining("MS-ACTOR-012");
    }

    @Test
    void aReplyToAnotherMessageFailsTheTurn() {
        Ask1 other = new Ask1(turn -> {});
        assertThat(driven.failure(actors.ask("a", new Ask1(turn -> turn.reply(other, "x")))))
                .hasMessageContaining("MS-ACTOR-012");
    }

    @Test
    void anAnswerPutOffComesInALaterTurn() {
        List<Asked<String>> kept = new ArrayList<>();
        AtomicReference<Ask1> self = new AtomicReference<>();
        self.set(new Ask1(turn -> kept.add(turn.later(self.get()))));
        CompletionStage<String> question = actors.ask("a", self.get());
        driven.settle();
        assertThat(question.toCompletableFuture()).isNotDone();
        actors.tell("a", new Do(turn -> turn.reply(kept.getFirst(), "late")));
        assertThat(driven.answer(question)).isEqualTo("late");
    }

    @Test
    void anAnswerPutOffTooLongFails() {
        AtomicReference<Ask1> self = new AtomicReference<>();
        self.set(new Ask1(turn -> turn.later(self.get())));
        CompletionStage<String> question = actors.ask("a", self.get());
        driven.settle();
        driven.clock.advance(Duration.ofSeconds(31));
        assertThat(driven.failure(question)).hasMessageContaining("30000 ms");
    }

    @Test
    void effectsHappenInTheirOrderAndOnlyIfTheTurnSucceeds() {
        Actors<Object> others = driven.actors("two");
        actors.tell(
                "a",
                new Do(turn -> {
                    turn.tell(others, "b", new Say("1"));
                    turn.tell(others, "b", new Say("2"));
                }));
        actors.tell(
                "a",
                new Do(turn -> {
                    turn.tell(others, "b", new Say("3"));
                    throw new IllegalStateException("on purpose");
                }));
        driven.settle();
        assertThat(driven.words(others, "b")).containsExactly("1", "2");
    }

    @Test
    void anActorAsksAnotherWithAToken() {
        Actors<Object> others = driven.actors("two");
        actors.tell(
                "a",
                new Do(turn -> {
                    AtomicReference<Ask1> self = new AtomicReference<>();
                    self.set(new Ask1(inner -> inner.reply(self.get(), "hello")));
                    turn.ask(others, "b", self.get(), TurnTest.<String>note());
                }));
        driven.settle();
        assertThat(driven.words(actors, "a")).containsExactly("ok hello");
    }

    @Test
    void twoActorsAskEachOtherAtOnce() {
        Actors<Object> others = driven.actors("two");
        Do askOther = new Do(turn -> turn.ask(others, "b", answering("b"), note()));
        Do askOne = new Do(turn -> turn.ask(actors, "a", answering("a"), note()));
        actors.tell("a", askOther);
        others.tell("b", askOne);
        driven.settle();
        assertThat(driven.words(actors, "a")).containsExactly("ok b");
        assertThat(driven.words(others, "b")).containsExactly("ok a");
    }

    private static Ask1 answering(String answer) {
        AtomicReference<Ask1> self = new AtomicReference<>();
        self.set(new Ask1(inner -> inner.reply(self.get(), answer)));
        return self.get();
    }

    @Test
    void aTokenHearsOfAFailure() {
        Actors<Object> others = driven.actors("two");
        Ask1 failing =
                new Ask1(inner -> {
                    throw new IllegalArgumentException("no such thing");
                });
        actors.tell("a", new Do(turn -> turn.ask(others, "b", failing, note())));
        driven.settle();
        assertThat(driven.words(actors, "a").getFirst())
                .startsWith("IllegalArgumentException two 'b'")
                .contains("no such thing");
    }

    @Test
    void aTokenThatWaitsTooLongHearsOfThat() {
        Actors<Object> others = driven.actors("two");
        AtomicReference<Ask1> silent = new AtomicReference<>();
        silent.set(new Ask1(inner -> inner.later(silent.get())));
        actors.tell("a", new Do(turn -> turn.ask(others, "b", silent.get(), note())));
        driven.settle();
        driven.clock.advance(Duration.ofSeconds(31));
        driven.settle();
        assertThat(driven.words(actors, "a")).hasSize(1);
        assertThat(driven.words(actors, "a").getFirst()).contains("30000 ms");
    }

    @Test
    void aTokenThatIsNoRecordIsRefused() {
        Await<String, Object> lambda = result -> new Say("x");
        assertThat(driven.failure(actors.ask("a", new Ask1(turn -> turn.run(() -> "x", lambda)))))
                .hasMessageContaining("MS-ACTOR-009");
    }

    @Test
    void timersAreReplacedAndCancelledByName() {
        actors.tell(
                "a",
                new Do(turn -> {
                    turn.schedule("t", Duration.ofSeconds(1), new Say("first"));
                    turn.schedule("u", Duration.ofSeconds(2), new Say("cancelled"));
                    turn.schedule("v", Duration.ofSeconds(3), new Say("kept"));
                }));
        actors.tell(
                "a",
                new Do(turn -> {
                    turn.schedule("t", Duration.ofSeconds(2), new Say("second"));
                    turn.cancel("u");
                    turn.cancel("nothing of that name");
                }));
        driven.settle();
        driven.clock.advance(Duration.ofMillis(1_500));
        assertThat(driven.words(actors, "a")).isEmpty();
        driven.clock.advance(Duration.ofSeconds(10));
        driven.settle();
        assertThat(driven.words(actors, "a")).containsExactly("second", "kept");
        assertThat(driven.engine.timers().size()).isZero();
    }

    @Test
    void aStoppedActorBeginsAnewAndItsTimersAreGone() {
        actors.tell("a", new Say("old"));
        actors.tell("a", new Do(turn -> turn.schedule("t", Duration.ofSeconds(1), new Say("t"))));
        actors.tell("a", new Do(Turn::stop));
        driven.settle();
        assertThat(driven.engine.count("one")).isZero();
        driven.clock.advance(Duration.ofSeconds(2));
        driven.settle();
        assertThat(driven.engine.count("one")).isZero();
        assertThat(driven.words(actors, "a")).isEmpty();
    }

    @Test
    void whatWaitsBehindAStopIsHandledByTheNextIncarnation() {
        actors.tell("a", new Say("old"));
        actors.tell("a", new Do(Turn::stop));
        actors.tell("a", new Say("new"));
        assertThat(driven.words(actors, "a")).containsExactly("new");
    }
}
