package dev.midstream.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.api.Actors;
import dev.midstream.api.Overloaded;
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

/** What a turn may not do, and how much of everything there can be. */
class TurnLimitsTest {

    private final Driven driven = Driven.onPool();
    private final Actors<Object> actors = driven.actors("one");

    @Test
    void aFullMailboxRefusesAndKeepsWhatItHas() {
        Driven small = new Driven(ActorOptions.DEFAULT.trust(Integer.MAX_VALUE).mailbox(20, 10));
        Actors<Object> full = small.actors("one");
        for (int i = 0; i < 10; i++) {
            full.tell("a", new Say("" + i));
        }
        assertThatThrownBy(() -> full.tell("a", new Say("x"))).isInstanceOf(Overloaded.class);
        CompletionStage<List<String>> refused = full.ask("a", new Scripted.Words());
        assertThat(refused.toCompletableFuture().exceptionNow()).isInstanceOf(Overloaded.class);
        small.settle();
        assertThat(small.words(full, "a")).hasSize(10);
    }

    @Test
    void aTurnWithoutRoomForItsMessagesDoesNothing() {
        Driven small = new Driven(ActorOptions.DEFAULT.trust(Integer.MAX_VALUE).mailbox(10, 10));
        Actors<Object> senders = small.actors("one");
        Actors<Object> full = small.actors("two");
        CompletionStage<String> question =
                senders.ask(
                        "a",
                        new Ask1(turn -> {
                            turn.tell(full, "empty", new Say("x"));
                            turn.tell(full, "b", new Say("x"));
                        }));
        for (int i = 0; i < 10; i++) {
            full.tell("b", new Say("" + i));
        }
        assertThat(small.failure(question))
                .isInstanceOf(Overloaded.class)
                .hasMessageContaining("two 'b'");
        assertThat(small.engine.count("two")).isEqualTo(1);
        assertThat(small.words(full, "b")).hasSize(10);
    }

    @Test
    void aMillionMessagesAreRefusedWhenTheMailboxIsFull() {
        int accepted = 0;
        for (int i = 0; i < 1_000_000; i++) {
            try {
                actors.tell("a", new Say("x"));
                accepted++;
            } catch (Overloaded full) {
                break;
            }
        }
        assertThat(accepted).isEqualTo(ActorOptions.DEFAULT.doorMailbox());
    }

    @Test
    void aTurnHasAtMostAThousandEffects() {
        assertThat(
                        driven.failure(
                                actors.ask(
                                        "a",
                                        new Ask1(turn -> {
                                            for (int i = 0; i < 1_001; i++) {
                                                turn.tellSelf(new Say("x"));
                                            }
                                        }))))
                .hasMessageContaining("1000 effects");
        assertThat(driven.words(actors, "a")).isEmpty();
    }

    @Test
    void aHotActorDoesNotStarveTheOthers() {
        Do again = new Do(turn -> {});
        for (int i = 0; i < 5_000; i++) {
            actors.tell("hot", again);
        }
        CompletionStage<List<String>> other = actors.ask("cold", new Scripted.Words());
        driven.pool.step();
        driven.pool.step();
        assertThat(other.toCompletableFuture().resultNow()).isEmpty();
        assertThat(driven.engine.report().getFirst().waiting()).isGreaterThan(4_000);
    }

    @Test
    void sendingPastTheTurnFailsIt() {
        assertThat(
                        driven.failure(
                                actors.ask("a", new Ask1(turn -> actors.tell("b", new Say("x"))))))
                .hasMessageContaining("MS-ACTOR-004");
    }

    @Test
    void waitingForAnAnswerInATurnThrowsAtOnce() {
        AtomicReference<CompletionStage<List<String>>> open = new AtomicReference<>();
        CompletionStage<String> direct =
                actors.ask("0", new Ask1(turn -> open.get().toCompletableFuture().join()));
        CompletionStage<String> chained =
                actors.ask(
                        "1",
                        new Ask1(turn ->
                                open.get().thenApply(List::size).toCompletableFuture().get()));
        open.set(actors.ask("b", new Scripted.Words())); // the worker comes to it last
        assertThat(driven.failure(direct)).hasMessageContaining("MS-ACTOR-005");
        assertThat(driven.failure(chained)).hasMessageContaining("MS-ACTOR-005");
        assertThat(driven.answer(open.get())).isEmpty();
    }

    @Test
    void aTurnThatIsKeptIsOverWhenItIsUsedLater() {
        List<Turn<Object>> kept = new ArrayList<>();
        actors.tell("a", new Do(kept::add));
        driven.settle();
        assertThatThrownBy(() -> kept.getFirst().tellSelf(new Say("x")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MS-ACTOR-008");
    }

    @Test
    void aTurnKnowsWhenItBegan() {
        driven.clock.advance(Duration.ofSeconds(7));
        AtomicReference<Ask1> self = new AtomicReference<>();
        self.set(
                new Ask1(turn -> {
                    int random = turn.random().nextInt(10);
                    turn.reply(
                            self.get(), turn.key() + turn.now().getEpochSecond() + (random < 10));
                }));
        assertThat(driven.answer(actors.ask("a", self.get()))).isEqualTo("a7true");
    }

    @Test
    void aKeyHasALimit() {
        String longest = "k".repeat(1_000);
        actors.tell(longest, new Say("x"));
        assertThat(driven.words(actors, longest)).containsExactly("x");
        assertThatThrownBy(() -> actors.tell(longest + "k", new Say("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MS-ACTOR-010");
    }

    @Test
    void aStateOfAMillionElementsCostsNothingToKeep() {
        List<Integer> million = java.util.stream.IntStream.range(0, 1_000_000).boxed().toList();
        Actors<Object> large =
                driven.actors(
                        "large",
                        new dev.midstream.api.Actor<>() {
                            @Override
                            public Object create(String key) {
                                return million;
                            }

                            @Override
                            public Object receive(Object state, Object message, Turn<Object> turn) {
                                assertThat(state).isSameAs(million);
                                return state;
                            }
                        });
        for (int i = 0; i < 1_000; i++) {
            large.tell("a", new Say("x"));
        }
        driven.settle();
        assertThat(driven.engine.report()).allMatch(type -> type.failed() == 0);
    }
}
