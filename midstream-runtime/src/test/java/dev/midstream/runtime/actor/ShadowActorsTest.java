package dev.midstream.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.api.ActorFailed;
import dev.midstream.api.Actors;
import dev.midstream.runtime.actor.Scripted.Ask1;
import dev.midstream.runtime.actor.Scripted.Do;
import dev.midstream.runtime.actor.Scripted.Say;
import dev.midstream.runtime.actor.Scripted.Words;
import dev.midstream.runtime.record.Reservoir;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShadowActorsTest {

    private final Driven driven = Driven.onPool();
    private final ShadowActors shadows = new ShadowActors(driven.engine);
    private final TestDesks desks = new TestDesks();
    private Behaviour live;
    private Behaviours from;
    private Behaviours to;

    @BeforeEach
    void open() {
        live = driven.behaviour("t", "m@1", Object.class);
        from = driven.cutOver(List.of(live));
        Behaviour shadow =
                shadows.engine()
                        .behaviour(
                                "t",
                                "m@2",
                                ShadowActorsTest.class.getClassLoader(),
                                Object.class,
                                Object.class);
        shadow.bind(new Scripted());
        to = new Behaviours(List.of(shadow));
        shadows.open(desks::desk, from, to, Map.of());
        desks.current(to);
        desks.hold(to);
    }

    @SuppressWarnings("unchecked")
    private Actors<Object> liveActors() {
        return (Actors<Object>) live.handle();
    }

    @SuppressWarnings("unchecked")
    private Actors<Object> shadowActors() {
        return (Actors<Object>) to.all().getFirst().handle();
    }

    private List<String> shadowWords(String key) {
        CompletableFuture<List<String>> words =
                shadowActors().ask(key, new Words()).toCompletableFuture();
        return words.resultNow();
    }

    @Test
    void anActorBeginsWithTheLiveStateAndChangesNothingOfIt() {
        liveActors().tell("a", new Say("live"));
        driven.settle();

        shadowActors().tell("a", new Say("shadow"));

        assertThat(shadowWords("a")).containsExactly("live", "shadow");
        assertThat(driven.words(liveActors(), "a")).containsExactly("live");
    }

    @Test
    void whatIsForgottenBeginsWithTheLiveStateOfThen() {
        shadowActors().tell("a", new Say("shadow"));
        liveActors().tell("a", new Say("later"));
        driven.settle();

        shadows.forget();

        assertThat(shadowWords("a")).containsExactly("later");
    }

    @Test
    void effectsDoNotHappen() {
        AtomicInteger happened = new AtomicInteger();
        shadowActors()
                .tell(
                        "a",
                        new Do(turn -> {
                            turn.tellSelf(new Do(_ -> happened.incrementAndGet()));
                            turn.schedule("soon", Duration.ZERO, new Say("timer"));
                        }));

        shadows.engine().timers().runDue();

        assertThat(happened).hasValue(0);
        assertThat(shadowWords("a")).isEmpty();
    }

    @Test
    void whoeverAsksAndIsPutOffIsToldThatNothingWillCome() {
        AtomicReference<Ask1> asked = new AtomicReference<>();
        asked.set(new Ask1(turn -> assertThat(turn.later(asked.get())).isNotNull()));

        CompletableFuture<String> answer =
                shadowActors().ask("a", asked.get()).toCompletableFuture();

        assertThat(answer.exceptionNow())
                .isInstanceOf(ActorFailed.class)
                .hasMessageContaining("answers later");
    }

    @Test
    void keptTurnsAreRunAgainFromTheStateTheyBeganWith() {
        liveActors().tell("a", new Say("one"));
        liveActors().tell("a", new Say("two"));
        driven.settle();

        List<Reservoir.Kind<ShadowActors.Kept>> kinds = shadows.turns(from, to);

        assertThat(kinds).hasSize(1);
        assertThat(kinds.getFirst().kind()).isEqualTo("t Scripted.Say");
        assertThat(kinds.getFirst().count()).isEqualTo(2);
        assertThat(kinds.getFirst().kept()).hasSize(2).allMatch(shadows::replay);
        assertThat(driven.words(liveActors(), "a")).containsExactly("one", "two");
    }

    @Test
    void aTurnThatFailsWhenItIsRunAgainSaysSo() {
        AtomicInteger runs = new AtomicInteger();
        liveActors()
                .tell(
                        "a",
                        new Do(_ -> {
                            if (runs.incrementAndGet() > 1) {
                                throw new IllegalStateException("again");
                            }
                        }));
        driven.settle();

        ShadowActors.Kept kept = shadows.turns(from, to).getFirst().kept().getFirst();

        assertThat(shadows.replay(kept)).isFalse();
    }
}
