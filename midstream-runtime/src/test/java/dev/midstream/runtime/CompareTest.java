package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.comparison.Comparison;
import dev.midstream.runtime.comparison.DifferenceKind;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.shop.Answers;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.StageTime;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a version does otherwise than the one that serves, of a whole host. */
@Timeout(120)
class CompareTest {

    /** All of so many are kept. */
    private static final int TURNS = 16;

    private static final String ADD = "sum Msg.Add";

    /** What the actor does with {@code s}, {@code add} and {@code turn}. */
    private static final String RULE =
            "long n = s.total() + add.n(); turn.reply(add, new c.Said(n, List.of(n)));"
                    + " yield new c.Sum(n, s.pin());";

    private static final String CONTRACT =
            """
            package c;
            import dev.midstream.api.*;
            public sealed interface Msg {
                record Add(int n) implements Msg, Ask<Msg, Said> { }
            }
            """;
    private static final String SAID =
            "package c; import java.util.*; public record Said(long total, List<Long> parts) {}";
    private static final String SUM = "package c; public record Sum(long total, long pin) {}";

    private static TestApp app(String rule, String annotation) {
        return app(rule, annotation, SUM, "new c.Sum(0, 7)");
    }

    private static TestApp app(String rule, String annotation, String state, String first) {
        return TestApp.named("sums")
                .module("contract", CONTRACT, SAID, state)
                .module(
                        "sums",
                        List.of("contract"),
                        """
                        package m;
                        import dev.midstream.api.*;
                        import dev.midstream.runtime.shop.Answers;
                        %s
                        public class SumsModule implements AppModule, Answers {
                            private final Actors<c.Msg> sums;
                            public SumsModule(Actors<c.Msg> sums) { this.sums = sums; }
                            @Provides public Answers answers() { return this; }
                            public String answer() { return ""; }
                            public String slow(String n) {
                                try {
                                    return String.valueOf(sums.ask("key-" + n, new c.Msg.Add(Integer.parseInt(n)))
                                        .toCompletableFuture().join().total());
                                } catch (java.util.concurrent.CompletionException failed) {
                                    return "failed";
                                }
                            }
                            public void configure(Wiring wiring) {
                                wiring.actor(new Sums());
                                wiring.http().get("/x", call -> Response.text("")).redact("card.pin");
                            }
                        }
                        """
                                .formatted(annotation),
                        """
                        package m;
                        import dev.midstream.api.*;
                        import java.util.*;
                        @ActorType("sum")
                        class Sums implements Actor<c.Sum, c.Msg> {
                            public c.Sum create(String key) { return %s; }
                            public c.Sum receive(c.Sum s, c.Msg m, Turn<c.Msg> turn) {
                                return switch (m) { case c.Msg.Add add -> { %s } };
                            }
                        }
                        """
                                .formatted(first, rule));
    }

    private static Midstream served(TestApp app) throws Exception {
        Midstream host = Hosts.of(app.bytes()).warmBudget(Duration.ZERO).start();
        for (int i = 0; i < TURNS; i++) {
            host.reference(Answers.class).slow(Integer.toString(i));
        }
        return host;
    }

    private static final UpgradeOptions STRICT =
            new UpgradeOptions(Confirm.AUTO, false, Duration.ofSeconds(5), true);

    private static Outcome check(Midstream host, TestApp app, UpgradeOptions options)
            throws Exception {
        try (Lease lease = host.lease("test")) {
            return lease.check(app.bytes(), options, StageListener.NONE);
        }
    }

    private static Outcome upgrade(Midstream host, TestApp app, UpgradeOptions options)
            throws Exception {
        try (Lease lease = host.lease("test")) {
            return lease.upgrade(app.bytes(), options, StageListener.NONE);
        }
    }

    private static Comparison.Subject subject(Outcome outcome) {
        Comparison comparison =
                switch (outcome) {
                    case Outcome.Done done -> done.comparison();
                    case Outcome.Refusal refusal -> refusal.comparison();
                    case Outcome.Unchanged _, Outcome.TakenBack _ -> Comparison.NONE;
                };
        assertThat(comparison.subjects()).as(outcome::toString).hasSize(1);
        assertThat(comparison.subjects().getFirst().name()).isEqualTo(ADD);
        return comparison.subjects().getFirst();
    }

    private static Comparison.Path path(Outcome outcome, String path) {
        return subject(outcome).paths().stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(outcome.toString()));
    }

    private static List<String> codes(Outcome outcome) {
        return outcome.findings().stream()
                .map(Finding::code)
                .map(code -> code.id())
                .filter(id -> id.startsWith("MS-COMPARE"))
                .toList();
    }

    @Test
    void sameCodeShowsNoDifference() throws Exception {
        TestApp again = app("/* a comment */ \n\n" + RULE, "@Deprecated");
        try (Midstream host = served(app(RULE, ""))) {
            Outcome outcome = upgrade(host, again, STRICT);

            assertThat(outcome).as(outcome::toString).isInstanceOf(Outcome.Done.class);
            assertThat(subject(outcome).compared()).isEqualTo(TURNS);
            assertThat(subject(outcome).paths()).isEmpty();
            assertThat(codes(outcome)).isEmpty();
        }
    }

    @Test
    void actorsOfAModuleThatIsKeptAreNotCompared() throws Exception {
        TestApp one = app(RULE, "").module("other", "package o; public class One {}");
        TestApp two = app(RULE, "").module("other", "package o; public class Two {}");
        try (Midstream host = served(one)) {
            Outcome outcome = upgrade(host, two, UpgradeOptions.DEFAULT);

            assertThat(((Outcome.Done) outcome).comparison().subjects()).isEmpty();
            assertThat(outcome.stages()).extracting(StageTime::name).doesNotContain("compare");
        }
    }

    @Test
    void otherRulesAreToldByPathAndCountAndStrictRefusesThem() throws Exception {
        TestApp two = app(RULE.replace("+ add.n()", "+ add.n() / 10 * 10"), "");
        try (Midstream host = served(app(RULE, ""))) {
            Outcome checked = check(host, two, UpgradeOptions.DEFAULT);
            assertThat(checked).isInstanceOf(Outcome.Done.class);
            assertThat(checked.stages()).extracting(StageTime::name).contains("compare");
            assertThat(subject(checked).different()).isEqualTo(14);
            assertThat(path(checked, "reply.total").count()).isEqualTo(14);
            assertThat(path(checked, "reply.parts[]").kind()).isEqualTo(DifferenceKind.VALUE);
            assertThat(path(checked, "state.total").examples()).isEmpty();
            assertThat(codes(checked)).containsExactly("MS-COMPARE-001");
            assertThat(checked.findings().toString())
                    .contains(
                            "14 of 16 kept turns end otherwise", "reply.total value differs in 14")
                    .contains("@Expected(of = \"sum\", at = \"reply.total\", why = \"…\")");

            Outcome refused = upgrade(host, two, STRICT);
            assertThat(refused).isInstanceOf(Outcome.Refusal.class);
            assertThat(subject(refused).different()).isEqualTo(14);
            assertThat(host.status().generation()).isEqualTo(1);
            assertThat(host.reference(Answers.class).slow("3")).isEqualTo("6");

            Outcome done = upgrade(host, two, UpgradeOptions.DEFAULT);
            assertThat(done).isInstanceOf(Outcome.Done.class);
            assertThat(codes(done)).containsExactly("MS-COMPARE-001");
            assertThat(host.reference(Answers.class).slow("3")).isEqualTo("6");
            Hosts.await("what was refused", () -> host.leaks(true).isEmpty());
        }
    }

    @Test
    void aComparisonRunsNoTurnOfALiveActor() throws Exception {
        try (Midstream host = served(app(RULE, ""))) {
            check(host, app(RULE.replace("add.n()", "1"), ""), UpgradeOptions.DEFAULT);

            assertThat(host.reference(Answers.class).slow("5")).isEqualTo("10");
        }
    }

    @Test
    void aDeclaredDifferencePassesStrictAndIsSpentAfterwards() throws Exception {
        String declares = "@Expected(of = \"sum\", at = \"%s\", why = \"rounds\")\n";
        String all = declares.formatted("reply") + declares.formatted("state.total");
        String rounds = RULE.replace("+ add.n()", "+ add.n() / 10 * 10");
        try (Midstream host = served(app(RULE, ""))) {
            Outcome half = upgrade(host, app(rounds, declares.formatted("reply")), STRICT);
            assertThat(half).isInstanceOf(Outcome.Refusal.class);

            Outcome done = upgrade(host, app(rounds, all), STRICT);
            assertThat(done).as(done::toString).isInstanceOf(Outcome.Done.class);
            assertThat(subject(done).different()).isEqualTo(14);
            assertThat(subject(done).unexpected()).isZero();
            assertThat(path(done, "reply.total").expected()).contains("rounds");
            assertThat(codes(done)).containsExactly("MS-COMPARE-002");

            host.reference(Answers.class).slow("11");
            Outcome next = check(host, app(RULE, all), UpgradeOptions.DEFAULT);
            assertThat(subject(next).unexpected()).isEqualTo(1);
            assertThat(codes(next)).contains("MS-COMPARE-001", "MS-COMPARE-003");
            assertThat(next.findings().toString()).contains("Remove it");
        }
    }

    @Test
    void aDeclarationThatNothingShowsIsNamed() throws Exception {
        String declares = "@Expected(of = \"sum\", at = \"reply.totl\", why = \"typo\")\n";
        try (Midstream host = served(app(RULE, ""))) {
            Outcome done = check(host, app(RULE, declares), STRICT);
            assertThat(done).isInstanceOf(Outcome.Done.class);
            assertThat(codes(done)).containsExactly("MS-COMPARE-003");
            assertThat(done.findings().toString()).contains("reply.totl");
        }
    }

    @Test
    void timeAndChanceThatATurnWasToldAreToldAgain() throws Exception {
        String rule =
                "long n = turn.now().toEpochMilli() * 1000 + turn.random().nextInt(1000);"
                        + " turn.reply(add, new c.Said(n, List.of())); yield new c.Sum(n, 0);";
        try (Midstream host = served(app(rule, ""))) {
            Outcome done = check(host, app(" " + rule, "@Deprecated"), STRICT);

            assertThat(done).as(done::toString).isInstanceOf(Outcome.Done.class);
            assertThat(subject(done).compared()).isEqualTo(TURNS);
            assertThat(subject(done).paths()).isEmpty();
        }
    }

    @Test
    void whatTheNewVersionDoesNotRepeatItselfIsNoDifference() throws Exception {
        String rule =
                "long n = System.nanoTime(); turn.reply(add, new c.Said(n, List.of()));"
                        + " yield new c.Sum(1, 0);";
        try (Midstream host = served(app(rule, ""))) {
            Outcome done = check(host, app(" " + rule, "@Deprecated"), STRICT);

            assertThat(done).as(done::toString).isInstanceOf(Outcome.Done.class);
            assertThat(path(done, "reply.total").kind()).isEqualTo(DifferenceKind.UNSTABLE);
            assertThat(subject(done).different()).isZero();
        }
    }

    @Test
    void aTurnThatFailsNowIsADifferenceAndOneThatFailedBeforeTooIsNone() throws Exception {
        String fails = "if (add.n() < 5) throw new IllegalStateException(\"pin 7\"); " + RULE;
        try (Midstream host = served(app(RULE, ""))) {
            Outcome now = check(host, app(fails, ""), UpgradeOptions.DEFAULT.values(true));
            assertThat(path(now, "turn").kind()).isEqualTo(DifferenceKind.OUTCOME);
            assertThat(path(now, "turn").count()).isEqualTo(5);
            assertThat(path(now, "turn").examples().getFirst().now())
                    .isEqualTo("java.lang.IllegalStateException");
        }
        try (Midstream host = served(app(fails, ""))) {
            Outcome same = check(host, app(" " + fails, "@Deprecated"), STRICT);
            assertThat(subject(same).compared()).isEqualTo(TURNS);
            assertThat(subject(same).paths()).isEmpty();
        }
    }

    @Test
    void aReplyThatIsPutOffOrForgottenIsADifference() throws Exception {
        try (Midstream host = served(app(RULE, ""))) {
            String silent = "yield new c.Sum(s.total() + add.n(), s.pin());";
            Outcome now = check(host, app(silent, ""), UpgradeOptions.DEFAULT);

            assertThat(path(now, "reply").kind()).isEqualTo(DifferenceKind.PRESENCE);
            assertThat(path(now, "reply").count()).isEqualTo(TURNS);
        }
    }

    @Test
    void anActorThatStopsNowIsADifference() throws Exception {
        try (Midstream host = served(app(RULE, ""))) {
            Outcome now = check(host, app("turn.stop(); " + RULE, ""), UpgradeOptions.DEFAULT);

            assertThat(path(now, "state").kind()).isEqualTo(DifferenceKind.STOP);
            assertThat(subject(now).paths()).hasSize(1);
        }
    }

    @Test
    void statesAreComparedAfterTheirMigrationAndWhatItAddsIsNoDifference() throws Exception {
        String state =
                """
                package c;
                public record Sum(long total, long pin, long points) {
                    record V1(long total, long pin) { }
                    @dev.midstream.api.Migration static Sum from(V1 old) {
                        return new Sum(old.total(), old.pin(), 1);
                    }
                    @dev.midstream.api.Migration static V1 to(Sum now) {
                        return new V1(now.total(), now.pin());
                    }
                }
                """;
        TestApp two =
                app(
                        RULE.replace("s.pin())", "s.pin(), s.points() + 1)"),
                        "",
                        state,
                        "new c.Sum(0, 7, 0)");
        try (Midstream host = served(app(RULE, ""))) {
            Outcome done = check(host, two, STRICT);

            assertThat(done).as(done::toString).isInstanceOf(Outcome.Done.class);
            assertThat(path(done, "state.points").kind()).isEqualTo(DifferenceKind.ADDED);
            assertThat(subject(done).different()).isZero();
        }
    }

    @Test
    void valuesAreShownOnlyWhereAskedForAndRedactedOnesNever() throws Exception {
        TestApp two =
                app(
                        RULE.replace("add.n()", "add.n() + 1000000")
                                .replace("s.pin()", "s.pin() + 4711"),
                        "");
        try (Midstream host = served(app(RULE, ""))) {
            Outcome silent = check(host, two, UpgradeOptions.DEFAULT);
            assertThat(silent.toString()).doesNotContain("4718", "1000019", "key-19");

            Outcome telling = check(host, two, UpgradeOptions.DEFAULT.values(true));
            assertThat(path(telling, "reply.total").examples().getFirst())
                    .isEqualTo(new Comparison.Example("key-0", "0", "1000000"));
            assertThat(path(telling, "state.pin").examples().getFirst())
                    .isEqualTo(new Comparison.Example("key-0", "***", "***"));
            assertThat(telling.findings().toString()).doesNotContain("4718", "1000000", "key-0");
        }
    }

    @Test
    void aTurnThatDoesNotEndEndsTheComparisonAndNotTheUpgrade() throws Exception {
        String loops =
                "if (add.n() == 3) while (!Thread.currentThread().isInterrupted()) { } " + RULE;
        try (Midstream host = served(app(RULE, ""))) {
            Outcome done = check(host, app(loops, ""), UpgradeOptions.DEFAULT);

            assertThat(done).as(done::toString).isInstanceOf(Outcome.Done.class);
            assertThat(codes(done)).contains("MS-COMPARE-004");
            assertThat(done.findings().toString()).contains(ADD, "has not returned");
        }
    }

    @Test
    void withoutAWarmUpAnUpgradeComparesNothing() throws Exception {
        try (Midstream host = served(app(RULE, ""))) {
            Outcome done =
                    upgrade(
                            host,
                            app(RULE.replace("add.n()", "1"), ""),
                            UpgradeOptions.DEFAULT.warm(false));
            assertThat(((Outcome.Done) done).comparison().subjects()).isEmpty();
        }
    }
}
