package dev.midstream.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.api.ActorFailed;
import dev.midstream.api.SetAside;
import dev.midstream.runtime.actor.Versions.Act;
import dev.midstream.runtime.actor.Versions.Question;
import dev.midstream.runtime.actor.Versions.Reply;
import dev.midstream.runtime.actor.Versions.Say;
import dev.midstream.runtime.actor.Versions.State;
import dev.midstream.runtime.actor.Versions.Token;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Many actors across upgrades: the dry run, the sweep, failures, fences, and the way back. */
class MigrationTest {

    private final Versions versions = new Versions();

    private void born(int many) {
        versions.upgrade(1);
        for (int i = 0; i < many; i++) {
            versions.handle(1).tell("k" + i, new Say(1, "w" + i));
        }
        versions.driven.settle();
    }

    private CompletableFuture<Reply> ask(int version, String key, String word) {
        versions.driven.desks.hold(versions.generation(version));
        CompletableFuture<Reply> answer =
                versions.handle(version)
                        .ask(key, new Question(version, word))
                        .toCompletableFuture();
        versions.driven.desks.hold(null);
        versions.driven.settle();
        return answer;
    }

    private Swept sweep() {
        versions.drained();
        Swept swept = versions.migrator().sweep(Duration.ZERO);
        versions.driven.settle();
        return swept;
    }

    private long in(int version) {
        return versions.table().cells().stream()
                .filter(cell -> cell.home == versions.behaviour(version))
                .count();
    }

    @Test
    void aSweepMovesAllAndSaysHowFarItIs() {
        born(1_000);
        versions.upgrade(2);
        assertThat(sweep()).isEqualTo(new Swept(1_000, List.of()));
        assertThat(in(2)).isEqualTo(1_000);
        assertThat(versions.migrator().report())
                .isEqualTo(new MigrationReport(false, 1_000, 1_000, List.of()));
    }

    @Test
    void aTypeThatAnUpgradeLeavesAloneIsNotSwept() {
        born(10);
        Behaviours same = new Behaviours(List.of(versions.behaviour(1)));
        versions.migrator().cutOver(same, java.util.Map.of());
        assertThat(versions.migrator().pending()).isFalse();
        versions.upgrade(2);
        assertThat(versions.migrator().pending()).isTrue();
    }

    @Test
    void oneOfManyThatFailsKeepsItsStateAndIsNamedAndComesBackWithTheRest() {
        born(1_000);
        versions.indigestible.add("w777");
        versions.upgrade(2);
        assertThat(sweep().moved()).isEqualTo(999);
        assertThat(versions.migrator().failed()).isTrue();
        assertThat(versions.migrator().failures()).containsOnlyKeys("t 'k777'");
        assertThat(versions.migrator().failures().get("t 'k777'"))
                .contains("State.words[]", "'w777' cannot be said");
        assertThat(versions.migrator().report().aside())
                .singleElement()
                .extracting(MigrationReport.Aside::count)
                .isEqualTo(1L);
        assertThat(ask(2, "k777", "x").exceptionNow())
                .isInstanceOf(ActorFailed.class)
                .hasMessageContaining("MS-ACTOR-015")
                .hasMessageContaining("'w777' cannot be said");
        versions.handle(2).tell("k777", new Say(2, "kept"));
        versions.driven.settle();
        assertThat(versions.words("k777")).containsExactly("w777@1");
        assertThat(ask(2, "k1", "x").resultNow().words()).containsExactly("w1@1", "x@2");

        versions.rollBack(1);
        assertThat(sweep().left()).isEmpty();
        assertThat(in(1)).isEqualTo(1_000);
        assertThat(versions.migrator().failed()).isFalse();
        versions.handle(1).tell("k777", new Say(1, "after"));
        versions.driven.settle();
        assertThat(versions.words("k777")).contains("w777@1", "after@1");
    }

    @Test
    void aSweepEndsWithTheFirstThatFailsIfAllWillBeTakenBack() {
        born(1_000);
        for (int i = 0; i < 1_000; i++) {
            versions.indigestible.add("w" + i);
        }
        versions.upgrade(2);
        versions.drained();
        versions.migrator().sweep(Duration.ZERO, true, _ -> {});
        assertThat(versions.migrator().failures()).hasSize(1);
    }

    @Test
    void aRollbackInMidSweepTakesBackWhoHasGoneAndLeavesTheRestWhereTheyAre() {
        born(100);
        versions.upgrade(2);
        for (int i = 0; i < 50; i++) {
            versions.handle(2).tell("k" + i, new Say(2, "x"));
        }
        versions.driven.settle();
        assertThat(in(2)).isEqualTo(50);
        versions.rollBack(1);
        assertThat(sweep()).isEqualTo(new Swept(50, List.of()));
        assertThat(in(1)).isEqualTo(100);
        assertThat(versions.words("k0")).containsExactly("w0@1", "x@2");
        assertThat(versions.cell("k0").state).isEqualTo(new State(1, List.of("w0@1", "x@2")));
        assertThat(versions.words("k99")).containsExactly("w99@1");
    }

    @Test
    void whatTheOlderCannotSayIsSetAsideUntouchedAndComesBackWithWhatIsSentToIt() {
        born(3);
        versions.upgrade(2);
        sweep();
        versions.newWords.add("new");
        versions.handle(2).tell("k1", new Say(2, "new"));
        versions.driven.settle();
        versions.rollBack(1);
        assertThat(sweep().left()).singleElement().asString().contains("1 actors", "set aside");
        assertThat(versions.migrator().failed()).as("nothing is broken").isFalse();
        Object kept = versions.cell("k1").state;
        assertThat(ask(1, "k1", "x").exceptionNow()).isInstanceOf(SetAside.class);
        versions.handle(1).tell("k1", new Say(1, "meanwhile"));
        versions.driven.settle();
        assertThat(versions.cell("k1").state).isSameAs(kept);
        assertThat(versions.migrator().report().aside())
                .singleElement()
                .extracting(MigrationReport.Aside::type, MigrationReport.Aside::count)
                .containsExactly("t", 1L);

        versions.upgrade(3);
        assertThat(sweep().left()).isEmpty();
        assertThat(versions.words("k1")).containsExactly("w1@1", "new@2", "meanwhile@3");
        assertThat(in(3)).isEqualTo(3);
        assertThat(versions.migrator().report().aside()).isEmpty();
    }

    @Test
    void aMessageThatTheOlderCannotSayIsKeptForWhoCan() {
        born(1);
        versions.upgrade(2);
        sweep();
        versions.newWords.add("new");
        assertThat(versions.cell("k0").claim()).isTrue();
        versions.handle(2).tell("k0", new Say(2, "new"));
        versions.rollBack(1);
        versions.table().freeOrRun(versions.cell("k0"));
        versions.driven.settle();
        versions.handle(1).tell("k0", new Say(1, "old"));
        versions.driven.settle();
        assertThat(versions.words("k0")).containsExactly("w0@1", "old@1");
        versions.upgrade(2);
        sweep();
        assertThat(versions.words("k0")).containsExactly("w0@1", "old@1", "new@2");
    }

    @Test
    void anActorAtWorkThroughTwoUpgradesGoesThroughBothSteps() {
        born(1);
        assertThat(versions.cell("k0").claim()).isTrue();
        versions.upgrade(2);
        assertThat(sweep().left()).singleElement().asString().contains("t 'k0' is at work");
        versions.upgrade(3);
        sweep();
        versions.handle(1).tell("k0", new Say(1, "late"));
        versions.table().freeOrRun(versions.cell("k0"));
        versions.driven.settle();
        assertThat(versions.words("k0")).containsExactly("w0@1", "late@3");
        assertThat(versions.home("k0")).isEqualTo(3);
    }

    @Test
    void theDryRunNamesWhoFailsAndChangesNothing() {
        born(1_000);
        versions.indigestible.add("w42");
        Rehearsed rehearsed =
                versions.migrator()
                        .rehearse(versions.crossings(2), 1_000_000, Duration.ofSeconds(30));
        assertThat(rehearsed.checked()).isEqualTo(1_000);
        assertThat(rehearsed.failing())
                .singleElement()
                .satisfies(failing -> {
                    assertThat(failing.actor()).isEqualTo("t 'k42'");
                    assertThat(failing.why()).contains("State.words[]");
                });
        assertThat(in(1)).isEqualTo(1_000);
        assertThat(versions.table().cells()).allMatch(Cell::isIdle);
    }

    @Test
    void theDryRunTriesTimersAndTokensToo() {
        born(1);
        versions.handle(1)
                .tell(
                        "k0",
                        new Act(
                                1,
                                turn -> turn.schedule("x", Duration.ofHours(1), new Say(9, "x"))));
        versions.driven.settle();
        assertThat(
                        versions.migrator()
                                .rehearse(versions.crossings(2), 1_000_000, Duration.ofSeconds(30))
                                .failing())
                .singleElement()
                .satisfies(failing -> assertThat(failing.why()).contains("generation 9"));
    }

    @Test
    void theDryRunTriesMessagesThatWait() {
        born(1);
        versions.handle(1).tell("k0", new Say(1, "well"));
        versions.handle(1).tell("k0", new Say(9, "x"));
        versions.handle(1).tell("k0", new Say(1, "formed"));
        assertThat(
                        versions.migrator()
                                .rehearse(versions.crossings(2), 1_000_000, Duration.ofSeconds(30))
                                .failing())
                .singleElement()
                .satisfies(failing -> {
                    assertThat(failing.actor()).isEqualTo("t 'k0'");
                    assertThat(failing.why()).contains("a message that waits", "generation 9");
                });
    }

    @Test
    void theDryRunTakesASampleOfVeryMany() {
        born(1_000);
        Rehearsed rehearsed =
                versions.migrator().rehearse(versions.crossings(2), 100, Duration.ofSeconds(30));
        assertThat(rehearsed.checked()).isEqualTo(100);
        assertThat(rehearsed.total()).isEqualTo(1_000);
    }

    @Test
    void behindAFenceWhatAnOlderAskerWaitsForGoesOn() {
        born(2);
        versions.upgrade(2, Optional.of("a new case"), Optional.empty());
        // The older generation's request asks k0, which asks k1 with a token before it answers.
        versions.handle(1)
                .tell(
                        "k0",
                        new Act(
                                1,
                                turn ->
                                        turn.ask(
                                                versions.handle(1),
                                                "k1",
                                                new Question(1, "q"),
                                                new Token(1))));
        versions.driven.settle();
        assertThat(versions.words("k0")).containsExactly("w0@1", "answer1@1");
        assertThat(in(1)).isEqualTo(2);
    }

    @Test
    void behindAFenceNewerMessagesWaitInOrderAndGoOnWhenItIsLifted() {
        born(1);
        versions.upgrade(2, Optional.of("a new case"), Optional.empty());
        versions.handle(2).tell("k0", new Say(2, "a"));
        versions.handle(2).tell("k0", new Say(2, "b"));
        CompletableFuture<Reply> answer = ask(2, "k0", "c");
        versions.handle(1).tell("k0", new Say(1, "old"));
        versions.handle(2).tell("fresh", new Say(2, "f"));
        versions.driven.settle();
        assertThat(versions.words("k0")).containsExactly("w0@1", "old@1");
        assertThat(versions.home("fresh")).isZero();
        assertThat(answer).isNotDone();
        versions.drained();
        assertThat(answer.resultNow().words())
                .containsExactly("w0@1", "old@1", "a@2", "b@2", "c@2");
        assertThat(versions.words("fresh")).containsExactly("f@2");
    }

    @Test
    void anOlderAskerThatOutlastsTheFenceIsToldWhyItHasNoAnswer() {
        born(1);
        versions.newWords.add("new");
        versions.upgrade(2, Optional.of("a new case"), Optional.empty());
        versions.drained();
        versions.handle(2).tell("k0", new Say(2, "new"));
        versions.driven.settle();
        assertThat(ask(1, "k0", "x").exceptionNow())
                .isInstanceOf(ActorFailed.class)
                .hasMessageContaining("MS-ACTOR-016")
                .hasMessageContaining("Reply.words[]");
    }

    @Test
    void anActorThatStopsKeepsWhatWaitsForItsNextLife() {
        born(1);
        versions.upgrade(2, Optional.of("a new case"), Optional.empty());
        versions.handle(2).tell("k0", new Say(2, "next"));
        versions.driven.settle();
        versions.handle(1).tell("k0", new Act(1, dev.midstream.api.Turn::stop));
        versions.driven.settle();
        versions.drained();
        assertThat(versions.words("k0")).containsExactly("next@2");
    }

    @Test
    void whatTwoGenerationsBehindPutOffIsAnsweredInTheWordsOfWhoeverAsked() {
        born(1);
        CompletableFuture<Reply> answer = later();
        versions.upgrade(2);
        sweep();
        versions.upgrade(3);
        sweep();
        versions.handle(3)
                .tell(
                        "k0",
                        new Act(
                                3,
                                turn ->
                                        turn.reply(
                                                new dev.midstream.api.Asked<Reply>(number()),
                                                new Reply(3, List.of("late")))));
        versions.driven.settle();
        assertThat(answer.resultNow()).isEqualTo(new Reply(1, List.of("late")));
    }

    /** Has k0 put off the answer to a question of generation 1. */
    private CompletableFuture<Reply> later() {
        Cell cell = versions.cell("k0");
        Answer<Reply> answer = new Answer<>(versions.driven.engine, false, versions.behaviour(1));
        Extras extras = new Extras();
        extras.questions.put(7L, new Extras.Question(answer, Question.class, Long.MAX_VALUE));
        assertThat(cell.claim()).isTrue();
        cell.extras = extras;
        versions.table().freeOrRun(cell);
        return answer;
    }

    private static long number() {
        return 7;
    }
}
