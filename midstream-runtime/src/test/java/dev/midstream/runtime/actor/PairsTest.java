package dev.midstream.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.midstream.api.SetAside;
import dev.midstream.runtime.actor.Versions.Act;
import dev.midstream.runtime.actor.Versions.Question;
import dev.midstream.runtime.actor.Versions.Reply;
import dev.midstream.runtime.actor.Versions.Say;
import dev.midstream.runtime.actor.Versions.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every pair of an actor's generation and a message's, for every way in which a message comes, in
 * every situation: which course it takes, in which generation the turn runs, where the actor is
 * afterwards, and in whose words the asker is answered.
 */
class PairsTest {

    /** How a message comes. Each is of generation {@code m} when the actor is in {@code h}. */
    private enum Kind {
        /** A question whose asker holds its generation. */
        ASK,
        /** A question whose asker holds nothing. */
        FREE_ASK,
        TELL,
        /** From a turn: of itself or of another actor. */
        SELF_SEND,
        /** A question of another actor, which waits with a token. */
        TOKEN_ASK,
        /** Scheduled in m; the actor has come to h since. */
        TIMER,
        /** An answer in the words of m. */
        PENDING_ASK,
        /** A result in the words of m. */
        RUN_RESULT;

        boolean asked() {
            return this == ASK || this == FREE_ASK;
        }

        /** Whether the host itself brings it: then it is nobody's message until it is handled. */
        boolean signal() {
            return this == TIMER || this == PENDING_ASK || this == RUN_RESULT;
        }
    }

    /**
     * What is current: after 1 → 2; after 1 → 2 behind a fence; after 1 → 2 → 1; the same, back
     * behind a fence; after 1 → 2 → 3; after 1 → 2 → a generation without the type.
     */
    private static final String TABLE =
            """
            now     home message  asked          not asked      signal
            2       1    1        UNDER_PIN 1    MIGRATES 2     MIGRATES 2
            2       1    2        MIGRATES 2     MIGRATES 2     MIGRATES 2
            2       2    1        CONVERTED 2    CONVERTED 2    HERE 2
            2       2    2        HERE 2         HERE 2         HERE 2
            fence   1    1        UNDER_PIN 1    UNDER_FENCE 1  UNDER_FENCE 1
            fence   1    2        WAITS 2        WAITS 2        UNDER_FENCE 1
            fence   2    1        CONVERTED 2    CONVERTED 2    HERE 2
            fence   2    2        HERE 2         HERE 2         HERE 2
            back    1    1        HERE 1         HERE 1         HERE 1
            back    1    2        CONVERTED 1    CONVERTED 1    HERE 1
            back    2    1        MIGRATES 1     MIGRATES 1     MIGRATES 1
            back    2    2        UNDER_PIN 2    MIGRATES 1     MIGRATES 1
            undo    1    1        HERE 1         HERE 1         HERE 1
            undo    1    2        UNDER_FENCE 2  UNDER_FENCE 2  HERE 1
            undo    2    1        WAITS 1        WAITS 1        UNDER_FENCE 2
            undo    2    2        UNDER_PIN 2    UNDER_FENCE 2  UNDER_FENCE 2
            3       1    1        UNDER_PIN 1    MIGRATES 3     MIGRATES 3
            3       1    2        MIGRATES 3     MIGRATES 3     MIGRATES 3
            3       1    3        MIGRATES 3     MIGRATES 3     MIGRATES 3
            3       2    1        MIGRATES 3     MIGRATES 3     MIGRATES 3
            3       2    2        UNDER_PIN 2    MIGRATES 3     MIGRATES 3
            3       2    3        MIGRATES 3     MIGRATES 3     MIGRATES 3
            3       3    1        CONVERTED 3    CONVERTED 3    HERE 3
            3       3    2        CONVERTED 3    CONVERTED 3    HERE 3
            3       3    3        HERE 3         HERE 3         HERE 3
            gone    1    1        UNDER_PIN 1    ASIDE 0        ASIDE 0
            gone    1    2        ASIDE 0        ASIDE 0        ASIDE 0
            gone    2    1        ASIDE 0        ASIDE 0        ASIDE 0
            gone    2    2        UNDER_PIN 2    ASIDE 0        ASIDE 0
            """;

    /** One row, for one kind. */
    private record Case(String now, int home, int message, Kind kind, Course course, int turn) {
        @Override
        public String toString() {
            return "%s: actor in %d, %s of %d → %s, turn in %d"
                    .formatted(now, home, kind, message, course, turn);
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String line : TABLE.lines().skip(1).toList()) {
            String[] at = line.trim().split(" +", -1);
            for (Kind kind : Kind.values()) {
                int column = kind.signal() ? 7 : kind.asked() ? 3 : 5;
                cases.add(
                        new Case(
                                at[0],
                                Integer.parseInt(at[1]),
                                Integer.parseInt(at[2]),
                                kind,
                                Course.valueOf(at[column]),
                                Integer.parseInt(at[column + 1])));
            }
        }
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> everyPairTakesItsCourse() {
        return cases().stream().map(each -> dynamicTest(each.toString(), () -> run(each)));
    }

    @Test
    void everyCourseIsInTheTable() {
        Set<Course> seen = EnumSet.noneOf(Course.class);
        cases().forEach(each -> seen.add(each.course()));
        assertThat(seen).containsExactlyInAnyOrder(Course.values());
    }

    @Test
    void theTableHasEveryPairOfTheGenerationsOfEachSituation() {
        assertThat(TABLE.lines().skip(1).map(line -> line.trim().substring(0, 14)))
                .doesNotHaveDuplicates()
                .hasSize(5 * 4 + 9);
    }

    @Test
    void aQuestionOfAnOlderGenerationMakesItsActorThere() {
        Versions versions = new Versions();
        versions.upgrade(1);
        versions.upgrade(2);
        CompletableFuture<Reply> answer =
                versions.handle(1).ask("new", new Question(1, "x")).toCompletableFuture();
        versions.driven.settle();
        assertThat(answer.resultNow().version()).isEqualTo(1);
        assertThat(versions.words("new")).containsExactly("x@1");
        assertThat(versions.home("new")).isEqualTo(1);
        versions.driven.engine.close();
    }

    @Test
    void aQuestionOfADrainedGenerationIsConverted() {
        Versions versions = new Versions();
        versions.upgrade(1);
        versions.handle(1).tell("a", new Say(1, "born"));
        versions.driven.settle();
        versions.upgrade(2);
        versions.drained();
        CompletableFuture<Reply> answer =
                versions.handle(1).ask("a", new Question(1, "x")).toCompletableFuture();
        versions.driven.settle();
        assertThat(versions.words("a")).containsExactly("born@1", "x@2");
        assertThat(answer.resultNow().version()).as("the asker's words").isEqualTo(1);
        versions.driven.engine.close();
    }

    private static void run(Case the) {
        Versions versions = new Versions();
        Driven driven = versions.driven;
        versions.upgrade(1);
        arrive(versions, the);
        // Everything that waits with a token is set up where the actor can still be talked to.
        Cell cell = versions.cell("a");
        prepare(versions, the);
        assertThat(cell.claim()).as("keeps what comes waiting").isTrue();
        situation(versions, the.now());
        if (the.kind() == Kind.TIMER) {
            assertThat(Move.actor(cell, versions.behaviour(the.message()))).isNull();
        }
        assertThat(Move.actor(cell, versions.behaviour(the.home()))).isNull();
        CompletableFuture<Reply> answer = send(versions, the);
        driven.engine.timers().runDue();
        assertThat(decided(versions, cell)).isEqualTo(the.course());
        versions.table().freeOrRun(cell);
        driven.settle();
        if (the.course() == Course.WAITS) {
            assertThat(versions.words("a")).doesNotContain(heard(the, 1), heard(the, 2));
            assertThat(versions.home("a")).isEqualTo(the.home());
            assertThat(answer == null || !answer.isDone()).isTrue();
            versions.drained();
        }
        judge(versions, the, cell, answer);
        driven.engine.close();
    }

    /** Has the actor exist, in generation 1. */
    private static void arrive(Versions versions, Case the) {
        versions.handle(1).tell("a", new Say(1, "born"));
        versions.driven.settle();
        if (the.kind() == Kind.TOKEN_ASK) {
            versions.handle(1).tell("b", new Say(1, "born"));
            versions.driven.settle();
        }
    }

    /** What the actor waits for; it converts with the actor, wherever that goes. */
    private static void prepare(Versions versions, Case the) {
        switch (the.kind()) {
            case TIMER ->
                    act(
                            versions,
                            turn -> turn.schedule("x", Duration.ofSeconds(9), new Say(1, "x")));
            case PENDING_ASK -> {
                assertThat(versions.cell("b").claim()).as("never answers by itself").isTrue();
                act(
                        versions,
                        turn ->
                                turn.ask(
                                        versions.handle(1),
                                        "b",
                                        new Question(1, "q"),
                                        new Token(1)));
            }
            case RUN_RESULT -> act(versions, turn -> turn.run(() -> never(), new Token(1)));
            case ASK, FREE_ASK, TELL, SELF_SEND, TOKEN_ASK -> {}
        }
    }

    /** The test's own result comes in its place. */
    private static Reply never() throws InterruptedException {
        new java.util.concurrent.CountDownLatch(1).await();
        return new Reply(0, List.of());
    }

    private static void act(Versions versions, Versions.Script script) {
        versions.handle(1).tell("a", new Act(1, script));
        versions.driven.settle();
    }

    private static void situation(Versions versions, String now) {
        switch (now) {
            case "2" -> versions.upgrade(2);
            case "fence" -> versions.upgrade(2, Optional.of("a new case"), Optional.empty());
            case "back" -> {
                versions.upgrade(2);
                versions.rollBack(1);
            }
            case "undo" -> {
                versions.upgrade(2, Optional.empty(), Optional.of("a component"));
                versions.rollBack(1);
            }
            case "3" -> {
                versions.upgrade(2);
                versions.upgrade(3);
            }
            case "gone" -> {
                versions.upgrade(2);
                versions.upgrade(0);
            }
            default -> throw new IllegalArgumentException(now);
        }
    }

    private static @Nullable CompletableFuture<Reply> send(Versions versions, Case the) {
        int m = the.message();
        switch (the.kind()) {
            case ASK -> {
                versions.driven.desks.hold(versions.generation(m));
                CompletableFuture<Reply> answer =
                        versions.handle(m).ask("a", new Question(m, "x")).toCompletableFuture();
                versions.driven.desks.hold(null);
                return answer;
            }
            case FREE_ASK -> {
                versions.driven.desks.hold(null);
                return versions.handle(m).ask("a", new Question(m, "x")).toCompletableFuture();
            }
            case TELL -> versions.handle(m).tell("a", new Say(m, "x"));
            case SELF_SEND ->
                    assertThat(
                                    versions.table()
                                            .sendFromTurn(
                                                    versions.behaviour(m),
                                                    "a",
                                                    new Say(m, "x"),
                                                    null))
                            .isNull();
            case TOKEN_ASK -> {
                // b is in m, and waits with a token of m.
                Cell asker = versions.cell("b");
                assertThat(asker.claim()).isTrue();
                assertThat(Move.actor(asker, versions.behaviour(m))).isNull();
                Extras extras = new Extras();
                extras.tokens.put(7L, new Extras.Token(untyped(new Token(m)), Long.MAX_VALUE));
                asker.extras = extras;
                versions.table().freeOrRun(asker);
                assertThat(
                                versions.table()
                                        .sendFromTurn(
                                                versions.behaviour(m),
                                                "a",
                                                new Question(m, "x"),
                                                new Waiting(versions.table(), "b", 7)))
                        .isNull();
            }
            case TIMER -> versions.driven.clock.advance(Duration.ofSeconds(10));
            case PENDING_ASK -> answered(versions, m, Question.class);
            case RUN_RESULT -> answered(versions, m, Token.class);
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private static dev.midstream.api.Await<Object, Object> untyped(Object token) {
        return (dev.midstream.api.Await<Object, Object>) token;
    }

    private static void answered(Versions versions, int version, Class<?> question) {
        Extras extras = Objects.requireNonNull(versions.cell("a").extras);
        long number = extras.tokens.keySet().iterator().next();
        versions.table()
                .signal(
                        "a",
                        new Signal.Answered(
                                number,
                                new dev.midstream.api.Result.Ok<>(new Reply(version, List.of("r"))),
                                versions.behaviour(version),
                                question));
    }

    /** The decision about what waits in the box. */
    private static Course decided(Versions versions, Cell cell) {
        Envelope waiting = (Envelope) Objects.requireNonNull(cell.box());
        Behaviours current = versions.driven.desks.desk().enter();
        versions.driven.desks.desk().exit();
        return Course.of(
                cell.home,
                waiting.origin,
                waiting.asked(),
                current.at(versions.table().slot()),
                versions.table().fence());
    }

    private static String heard(Case the, int version) {
        return (the.kind() == Kind.PENDING_ASK || the.kind() == Kind.RUN_RESULT
                        ? "answer" + version
                        : "x")
                + "@"
                + version;
    }

    private static void judge(
            Versions versions, Case the, Cell cell, @Nullable CompletableFuture<Reply> answer) {
        if (the.course() == Course.ASIDE) {
            assertThat(versions.words("a")).containsExactly("born@1");
            assertThat(versions.home("a")).isEqualTo(the.home());
            if (answer != null) {
                assertThat(answer.exceptionNow()).isInstanceOf(SetAside.class);
            } else if (the.kind() != Kind.TOKEN_ASK) {
                assertThat(Objects.requireNonNull(cell.extras).parked)
                        .as("what nobody waits for is kept")
                        .hasSize(1);
            }
            return;
        }
        assertThat(versions.words("a")).containsExactly("born@1", heard(the, the.turn()));
        assertThat(versions.home("a")).isEqualTo(the.turn());
        if (answer != null) {
            Reply reply = answer.resultNow();
            assertThat(reply.version()).as("the asker's words").isEqualTo(the.message());
            assertThat(reply.words()).isEqualTo(versions.words("a"));
        }
        if (the.kind() == Kind.TOKEN_ASK) {
            assertThat(versions.words("b").getLast()).startsWith("answer");
        }
    }
}
