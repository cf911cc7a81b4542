package dev.midstream.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.api.Actors;
import dev.midstream.api.SetAside;
import dev.midstream.runtime.actor.Scripted.Say;
import dev.midstream.runtime.actor.Scripted.Words;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Which behaviour handles a message, and on which thread, across cutovers. */
class HomeTest {

    private final Driven driven = new Driven(ActorOptions.DEFAULT.trust(0));
    private final Behaviour one = driven.behaviour("t", "m@1", List.class);
    private final Behaviours first = driven.cutOver(List.of(one));

    @SuppressWarnings("unchecked")
    private static Actors<Object> handle(Behaviour behaviour) {
        return (Actors<Object>) behaviour.handle();
    }

    private Cell cell() {
        return one.table().cell("a");
    }

    @Test
    void aTurnRunsOnTheThreadThatHoldsItsHome() {
        driven.desks.hold(first);
        CompletionStage<List<String>> words = handle(one).ask("a", new Words());
        assertThat(words.toCompletableFuture().resultNow()).isEmpty();
    }

    @Test
    void turnsAreCountedWhereverTheyRunAndAlsoWhenTheirThreadHasEnded() throws Exception {
        driven.desks.hold(first);
        handle(one).tell("a", new Say("here"));
        driven.desks.hold(null);
        handle(one).tell("a", new Say("on the pool"));
        driven.settle();
        Thread other =
                Thread.ofPlatform()
                        .start(() -> {
                            driven.desks.hold(first);
                            handle(one).tell("a", new Say("there"));
                        });
        assertThat(other.join(Duration.ofSeconds(30))).isTrue();
        assertThat(driven.engine.report().getFirst().turns()).isEqualTo(3);
        driven.engine.watch().tick();
        assertThat(driven.engine.report().getFirst().turns()).isEqualTo(3);
    }

    @Test
    void aThreadThatHoldsNothingRunsNoTurn() {
        driven.desks.hold(null);
        CompletionStage<List<String>> words = handle(one).ask("a", new Words());
        assertThat(words.toCompletableFuture()).isNotDone();
        assertThat(driven.answer(words)).isEmpty();
    }

    @Test
    void aVirtualThreadRunsNoTurn() throws InterruptedException {
        Thread thread =
                Thread.startVirtualThread(() -> {
                    driven.desks.hold(first);
                    handle(one).tell("a", new Say("x"));
                });
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
        assertThat(cell().state).isNull();
        assertThat(driven.words(handle(one), "a")).containsExactly("x");
    }

    @Test
    void anActorMovesWithTheFirstMessageFromANewerGeneration() {
        driven.desks.hold(first);
        handle(one).tell("a", new Say("old"));
        assertThat(cell().home).isSameAs(one);
        Behaviour two = driven.behaviour("t", "m@2", List.class);
        Behaviours second = driven.cutOver(List.of(two));
        driven.desks.hold(second);
        handle(two).tell("a", new Say("new"));
        assertThat(cell().home).isSameAs(two);
        assertThat(cell().state).isEqualTo(List.of("old", "new"));
    }

    @Test
    void anOlderMessageIsHandledByTheNewerHomeAndNotOnTheSendersThread() {
        Behaviour two = driven.behaviour("t", "m@2", List.class);
        Behaviours second = driven.cutOver(List.of(two));
        driven.desks.hold(second);
        handle(two).tell("a", new Say("new"));
        driven.desks.hold(first);
        CompletionStage<List<String>> words = handle(one).ask("a", new Words());
        assertThat(words.toCompletableFuture()).isNotDone();
        assertThat(driven.answer(words)).containsExactly("new");
        assertThat(cell().home).isSameAs(two);
    }

    @Test
    void aQuestionThatHoldsItsGenerationIsAnsweredInIt() {
        driven.desks.hold(first);
        handle(one).tell("a", new Say("old"));
        assertThat(cell().claim()).as("keeps the question waiting").isTrue();
        CompletionStage<List<String>> words = handle(one).ask("a", new Words());
        Behaviour two = driven.behaviour("t", "m@2", List.class);
        driven.cutOver(List.of(two));
        one.table().freeOrRun(cell());
        assertThat(driven.answer(words)).containsExactly("old");
        assertThat(cell().home).isSameAs(one);
    }

    @Test
    void aMessageThatHoldsNothingMovesItsActorFirst() {
        driven.desks.hold(first);
        handle(one).tell("a", new Say("old"));
        assertThat(cell().claim()).as("keeps the message waiting").isTrue();
        handle(one).tell("a", new Say("waiting"));
        Behaviour two = driven.behaviour("t", "m@2", List.class);
        driven.cutOver(List.of(two));
        one.table().freeOrRun(cell());
        driven.settle();
        assertThat(cell().home).isSameAs(two);
        assertThat(cell().state).isEqualTo(List.of("old", "waiting"));
    }

    @Test
    void aSweepMovesEveryIdleActor() {
        driven.desks.hold(first);
        for (int i = 0; i < 1_000; i++) {
            handle(one).tell("k" + i, new Say("x"));
        }
        Behaviour two = driven.behaviour("t", "m@2", List.class);
        driven.cutOver(List.of(two));
        assertThat(driven.engine.migrator().sweep(Duration.ZERO).left()).isEmpty();
        assertThat(one.table().cells()).hasSize(1_000).allMatch(cell -> cell.home == two);
    }

    @Test
    void aSweepNamesWhoIsAtWork() {
        driven.desks.hold(first);
        handle(one).tell("a", new Say("x"));
        assertThat(cell().claim()).isTrue();
        Behaviour two = driven.behaviour("t", "m@2", List.class);
        driven.cutOver(List.of(two));
        assertThat(driven.engine.migrator().sweep(Duration.ZERO).left())
                .singleElement()
                .asString()
                .contains("t 'a'");
    }

    @Test
    void aRollbackMovesActorsBack() {
        Behaviour two = driven.behaviour("t", "m@2", List.class);
        Behaviours second = driven.cutOver(List.of(two));
        driven.desks.hold(second);
        handle(two).tell("a", new Say("new"));
        driven.engine.migrator().rollBack(first);
        driven.desks.current(first);
        assertThat(driven.engine.migrator().sweep(Duration.ZERO).left()).isEmpty();
        assertThat(cell().home).isSameAs(one);
        driven.desks.hold(first);
        handle(one).tell("a", new Say("back"));
        assertThat(cell().state).isEqualTo(List.of("new", "back"));
    }

    @Test
    void anActorWhoseTypeIsUnknownNowIsSetAsideUntouched() {
        driven.desks.hold(first);
        handle(one).tell("a", new Say("kept"));
        driven.cutOver(List.of());
        driven.engine.migrator().drained();
        driven.desks.hold(null);
        CompletionStage<List<String>> words = handle(one).ask("a", new Words());
        assertThat(driven.failure(words)).isInstanceOf(SetAside.class);
        assertThat(cell().state).isEqualTo(List.of("kept"));
        Behaviour three = driven.behaviour("t", "m@3", List.class);
        driven.cutOver(List.of(three));
        assertThat(driven.words(handle(three), "a")).containsExactly("kept");
    }

    @Test
    void anActorWhoseStateIsOfOtherClassesIsSetAsideUntouched() {
        driven.desks.hold(first);
        handle(one).tell("a", new Say("kept"));
        Behaviour two = driven.behaviour("t", "m@2", String.class);
        Behaviours second = driven.cutOver(List.of(two));
        driven.desks.hold(second);
        CompletionStage<List<String>> words = handle(two).ask("a", new Words());
        assertThat(driven.failure(words)).isInstanceOf(SetAside.class);
        assertThat(driven.engine.migrator().sweep(Duration.ZERO).left())
                .singleElement()
                .asString()
                .contains("1 actors of type t stay as they are", "is set aside");
        assertThat(cell().state).isEqualTo(List.of("kept"));
    }

    @Test
    void aHandleIsUselessBeforeItsCutover() {
        Behaviour two = driven.behaviour("t", "m@2", List.class);
        assertThatThrownBy(() -> handle(two).tell("a", new Say("early")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MS-ACTOR-006");
    }

    @Test
    void aReferenceFindsTheNextIncarnation() {
        driven.desks.hold(first);
        dev.midstream.api.ActorRef<Object> ref = handle(one).at("a");
        ref.tell(new Say("old"));
        ref.tell(new Scripted.Do(dev.midstream.api.Turn::stop));
        ref.tell(new Say("new"));
        assertThat(cell().state).isEqualTo(List.of("new"));
    }

    @Test
    void trustIsEarnedOnThePool() {
        Driven earning = new Driven(ActorOptions.DEFAULT.trust(10));
        Behaviour behaviour = earning.behaviour("t", "m@1", List.class);
        Behaviours held = earning.cutOver(List.of(behaviour));
        earning.desks.hold(held);
        handle(behaviour).tell("a", new Say("pool"));
        assertThat(behaviour.table().cell("a").state).isNull();
        earning.settle();
        earning.desks.hold(held);
        for (int i = 0; i < 9; i++) {
            handle(behaviour).tell("a", new Say("pool"));
        }
        earning.settle();
        earning.desks.hold(held);
        handle(behaviour).tell("b", new Say("here"));
        assertThat(behaviour.table().cell("b").state).isEqualTo(List.of("here"));
    }
}
