package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.shop.Answers;
import dev.midstream.runtime.shop.Latches;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.Reversibility;
import dev.midstream.runtime.upgrade.Stage;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.StageTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Upgrades that change the messages only, a contract only, one of two modules that share a message.
 * The app has two actor types: {@code l a 5} adds 5 to the left actor a; with a latch as fourth
 * word when the test lets it.
 */
class LittleChangesTest {

    private static final String STATE =
            "package c; public record Sum(int total) {"
                    + " public static Sum of(int total) { return new Sum(total); } }";

    private static final String MESSAGES =
            "package PKG; import dev.midstream.api.*; public sealed interface Msg {"
                    + " record Add(s.Amount amount) implements Msg, Ask<Msg, Integer> {"
                    + " public static Add of(int n) { return new Add(new s.Amount(n)); } } }";

    private static final String ACTOR =
            "package PKGm; import dev.midstream.api.*; @ActorType(\"PKG\") class SumActor"
                    + " implements Actor<c.Sum, PKG.Msg> {"
                    + " public c.Sum create(String key) { return c.Sum.of(0); }"
                    + " public c.Sum receive(c.Sum s, PKG.Msg m, Turn<PKG.Msg> turn) {"
                    + " PKG.Msg.Add add = (PKG.Msg.Add) m; int n = s.total() + add.amount().n();"
                    + " turn.reply(add, n); return c.Sum.of(n); } }";

    private static final String RIGHT =
            "package rm; import dev.midstream.api.*; public class R implements AppModule {"
                    + " public void configure(Wiring wiring) { wiring.actor(new SumActor()); } }";

    private static final String LEFT =
            "package lm; import dev.midstream.api.*; public class L implements AppModule, ANSWERS {"
                    + " private final Actors<l.Msg> left; private final Actors<r.Msg> right;"
                    + " public L(Actors<l.Msg> left, Actors<r.Msg> right) {"
                    + " this.left = left; this.right = right; }"
                    + " @Provides public ANSWERS answers() { return this; }"
                    + " public String answer() { return \"VERSION\"; }"
                    + " public String slow(String q) { String[] words = q.split(\" \");"
                    + " if (words.length > 3) { LATCHES.await(words[3]); }"
                    + " int n = Integer.parseInt(words[2]); return \"\" + (words[0].equals(\"l\")"
                    + " ? left.ask(words[1], l.Msg.Add.of(n))"
                    + " : right.ask(words[1], r.Msg.Add.of(n))).toCompletableFuture().join(); }"
                    + " public void configure(Wiring wiring) { wiring.actor(new SumActor()); } }";

    private static final TestApp ONE =
            TestApp.named("little")
                    .module("shared", "package s; public record Amount(int n) {}")
                    .module("states", STATE)
                    .module("left-messages", List.of("shared"), MESSAGES.replace("PKG", "l"))
                    .module("right-messages", List.of("shared"), MESSAGES.replace("PKG", "r"))
                    .module(
                            "right",
                            List.of("shared", "states", "right-messages"),
                            RIGHT,
                            ACTOR.replace("PKG", "r"));

    private static TestApp one() {
        return left(ONE, "v1");
    }

    private static TestApp left(TestApp app, String version) {
        return app.module(
                "left",
                List.of("shared", "states", "left-messages", "right-messages"),
                LEFT.replace("ANSWERS", Answers.class.getName())
                        .replace("LATCHES", Latches.class.getName())
                        .replace("VERSION", version),
                ACTOR.replace("PKG", "l"));
    }

    private static Midstream begun() throws Exception {
        Midstream host = Hosts.of(one().bytes()).start();
        assertThat(Sums.of(host).slow("l a 5")).isEqualTo("5");
        assertThat(Sums.of(host).slow("r a 7")).isEqualTo("7");
        return host;
    }

    private static Object state(Midstream host, String type) {
        return host.state(type, "a").orElseThrow();
    }

    private static Outcome.Done done(Midstream host, TestApp app) throws Exception {
        return done(host, app, StageListener.NONE);
    }

    private static Outcome.Done done(Midstream host, TestApp app, StageListener listener)
            throws Exception {
        Outcome outcome = Sums.upgrade(host, app, false, listener);
        assertThat(outcome).as(outcome::toString).isInstanceOf(Outcome.Done.class);
        assertThat(((Outcome.Done) outcome).reversibility()).isEqualTo(Reversibility.REVERSIBLE);
        return (Outcome.Done) outcome;
    }

    private static List<String> stages(Outcome outcome) {
        return outcome.stages().stream().map(StageTime::name).toList();
    }

    @Test
    void whereOnlyMessagesChangeStatesStayTheSameObjectsAndMessagesOnTheirWayAreConverted()
            throws Exception {
        String newer =
                MESSAGES.replace("PKG", "l")
                        .replace("Amount amount)", "Amount amount, @Default(\"100\") int more)")
                        .replace("Amount(n))", "Amount(n), 0)");
        TestApp two = left(ONE.module("left-messages", List.of("shared"), newer), "v2");
        two =
                two.module(
                        "left",
                        List.of("shared", "states", "left-messages", "right-messages"),
                        LEFT.replace("ANSWERS", Answers.class.getName())
                                .replace("LATCHES", Latches.class.getName())
                                .replace("VERSION", "v2"),
                        ACTOR.replace("PKG", "l")
                                .replace("amount().n()", "amount().n() + add.more()"));
        try (Midstream host = begun()) {
            Object left = state(host, "l");
            CompletableFuture<String> older = Sums.ask(host, "l a 1", "older-message");
            done(
                    host,
                    two,
                    Sums.at(
                            Stage.DRAIN,
                            () -> {
                                assertThat(Sums.of(host).slow("l b 1")).isEqualTo("1");
                                assertThat(state(host, "l")).isSameAs(left);
                                assertThat(Sums.of(host).slow("l a 0")).isEqualTo("5");
                                Latches.open("older-message");
                            }));
            assertThat(older.join())
                    .as("5 + 1, and the default of what it could not say")
                    .isEqualTo("106");
            Object now = state(host, "l");
            Hosts.rollback(host);
            assertThat(state(host, "l")).isSameAs(now);
            assertThat(Sums.of(host).slow("l a 1")).isEqualTo("107");
        }
    }

    @Test
    void whereOnlyAContractChangesItsModulesAreLoadedAnewAndStatesConverted() throws Exception {
        String newer =
                STATE.replace(
                                "Sum(int total) {",
                                "Sum(int total, @dev.midstream.api.Default(\"7\")"
                                        + " int bonus) {")
                        .replace("new Sum(total)", "new Sum(total, 0)");
        TestApp two = one().module("states", newer);
        try (Midstream host = begun()) {
            Outcome.Done outcome = done(host, two);
            assertThat(outcome.closure().toString()).contains("left", "right");
            assertThat(state(host, "l")).hasToString("Sum[total=5, bonus=7]");
            assertThat(state(host, "r")).hasToString("Sum[total=7, bonus=7]");
            assertThat(Sums.of(host).slow("r a 1")).isEqualTo("8");
            assertThat(state(host, "r")).hasToString("Sum[total=8, bonus=0]");
            Hosts.rollback(host);
            assertThat(state(host, "l")).hasToString("Sum[total=5]");
            assertThat(state(host, "r")).hasToString("Sum[total=8]");
        }
    }

    @Test
    void oneOfTwoModulesThatShareAMessageLeavesTheOthersActorsWhereTheyAre() throws Exception {
        try (Midstream host = begun()) {
            Object left = state(host, "l");
            Object right = state(host, "r");
            CompletableFuture<String> older = Sums.ask(host, "r a 1", "shared-message");
            done(
                    host,
                    left(ONE, "v2"),
                    Sums.at(
                            Stage.DRAIN,
                            () -> {
                                assertThat(state(host, "r")).isSameAs(right);
                                assertThat(Sums.of(host).slow("r a 10")).isEqualTo("17");
                                Latches.open("shared-message");
                            }));
            assertThat(older.join()).isEqualTo("18");
            assertThat(state(host, "l")).isSameAs(left);
            assertThat(Sums.of(host).answer()).isEqualTo("v2");
            assertThat(Sums.of(host).slow("l a 1")).isEqualTo("6");
        }
    }

    @Test
    void theModuleThatIsSentToChangesAloneAndTakesWhoSendsToItAlong() throws Exception {
        TestApp two =
                one().module(
                                "right",
                                List.of("shared", "states", "right-messages"),
                                RIGHT,
                                ACTOR.replace("PKG", "r").replace("n = s", "n = 1000 + s"));
        try (Midstream host = begun()) {
            Object left = state(host, "l");
            CompletableFuture<String> older = Sums.ask(host, "r a 1", "message-of-both");
            Outcome.Done outcome =
                    done(host, two, Sums.at(Stage.DRAIN, () -> Latches.open("message-of-both")));
            assertThat(older.join()).as("in the generation that it began in").isEqualTo("8");
            assertThat(outcome.closure().toString()).contains("left");
            assertThat(stages(outcome)).contains("migrate");
            assertThat(state(host, "l")).isSameAs(left);
            assertThat(Sums.of(host).slow("r a 1")).isEqualTo("1009");
        }
    }
}
