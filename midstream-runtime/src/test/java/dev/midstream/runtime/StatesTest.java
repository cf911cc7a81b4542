package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.shop.Answers;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.Reversibility;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Upgrades of a whole host whose actors' states change their shape. */
class StatesTest {

    private static final String MESSAGES =
            "package c; import dev.midstream.api.*; public sealed interface Msg {"
                    + " record Add(int n) implements Msg, Ask<Msg, Integer> {} }";

    private static final String V1 =
            "package c; import java.util.*; public record Sum(int total, List<Integer> all) {}";

    private static TestApp app(String state, String next) {
        return TestApp.named("a")
                .module("contract", MESSAGES, state)
                .module(
                        "m",
                        List.of("contract"),
                        "package m; import dev.midstream.api.*; public class M implements AppModule,"
                                + " "
                                + Answers.class.getName()
                                + " { private final Actors<c.Msg> sums; public M(Actors<c.Msg> sums)"
                                + " { this.sums = sums; } @Provides public "
                                + Answers.class.getName()
                                + " answers() { return this; } public String answer() { return \"\"; }"
                                + " public String slow(String q) {"
                                + " return String.valueOf(sums.ask(\"k\", new"
                                + " c.Msg.Add(Integer.parseInt(q))).toCompletableFuture().join()); }"
                                + " public void configure(Wiring wiring) { wiring.actor(new Sums());"
                                + " } }",
                        "package m; import dev.midstream.api.*; import java.util.*;"
                                + " @ActorType(\"sum\") class Sums implements Actor<c.Sum, c.Msg> {"
                                + " public c.Sum create(String key) { return "
                                + next.replace("TOTAL", "0").replace("ALL", "List.<Integer>of()")
                                + "; } public c.Sum receive(c.Sum s, c.Msg m, Turn<c.Msg> turn) {"
                                + " c.Msg.Add add = (c.Msg.Add) m; int n = (int) s.total() +"
                                + " add.n(); turn.reply(add, n); return "
                                + next.replace("TOTAL", "n").replace("ALL", "s.all()")
                                + "; } }");
    }

    private static final TestApp ONE = app(V1, "new c.Sum(TOTAL, ALL)");

    private static Outcome upgrade(Midstream host, TestApp app, UpgradeOptions options)
            throws Exception {
        try (Lease lease = host.lease("test")) {
            return lease.upgrade(app.bytes(), options, StageListener.NONE);
        }
    }

    private static UpgradeOptions accepting(boolean loss, String... retire) {
        return new UpgradeOptions(
                Confirm.AUTO, false, Duration.ofSeconds(5), false, loss, Set.of(retire));
    }

    private static Answers answers(Midstream host) {
        return host.reference(Answers.class);
    }

    @Test
    void aStateIsConvertedAndARollbackTakesItBack() throws Exception {
        TestApp two =
                app(
                        V1.replace(
                                "int total,",
                                "int total, @dev.midstream.api.Default(\"7\") int bonus,"),
                        "new c.Sum(TOTAL, 7, ALL)");
        try (Midstream host = Hosts.of(ONE.bytes()).start()) {
            assertThat(answers(host).slow("5")).isEqualTo("5");
            Outcome outcome = upgrade(host, two, UpgradeOptions.DEFAULT);
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(((Outcome.Done) outcome).reversibility())
                    .isEqualTo(Reversibility.REVERSIBLE);
            assertThat(outcome.findings())
                    .extracting(finding -> finding.code().id())
                    .contains("MS-MIGRATION-014");
            assertThat(answers(host).slow("5")).isEqualTo("10");
            assertThat(Hosts.rollback(host)).isInstanceOf(Outcome.Done.class);
            assertThat(answers(host).slow("1")).isEqualTo("11");
        }
    }

    @Test
    void whatHasNoWayBackAsksToBeAccepted() throws Exception {
        TestApp two = app(V1.replace("int total", "long total"), "new c.Sum(TOTAL, ALL)");
        try (Midstream host = Hosts.of(ONE.bytes()).start()) {
            assertThat(answers(host).slow("5")).isEqualTo("5");
            Outcome refused = upgrade(host, two, UpgradeOptions.DEFAULT);
            assertThat(refused).isInstanceOf(Outcome.Refusal.class);
            assertThat(refused.findings().getFirst().toString())
                    .startsWith("MS-MIGRATION-011")
                    .contains("Sum.total: long → int")
                    .contains("--accept-loss back");
            Outcome checked = Hosts.check(host, two.bytes());
            assertThat(((Outcome.Done) checked).reversibility()).isEqualTo(Reversibility.ONE_WAY);
            Outcome done = upgrade(host, two, accepting(true));
            assertThat(((Outcome.Done) done).reversibility()).isEqualTo(Reversibility.ONE_WAY);
            assertThat(answers(host).slow("5")).isEqualTo("10");
        }
    }

    @Test
    void whatIsRemovedIsLostOnTheWayBack() throws Exception {
        TestApp two = app("package c; public record Sum(int total) {}", "new c.Sum(TOTAL)");
        try (Midstream host = Hosts.of(ONE.bytes()).start()) {
            Outcome refused = upgrade(host, two, UpgradeOptions.DEFAULT);
            assertThat(refused.findings().getFirst().toString())
                    .startsWith("MS-MIGRATION-010")
                    .contains("cannot restore Sum.all");
        }
    }

    @Test
    void whatCannotBeConvertedIsRefusedAlsoWithoutActors() throws Exception {
        TestApp two =
                app(
                        V1.replace("int total,", "int total, String title,"),
                        "new c.Sum(TOTAL, \"\", ALL)");
        try (Midstream host = Hosts.of(ONE.bytes()).start()) {
            Finding finding = upgrade(host, two, accepting(true)).findings().getFirst();
            assertThat(finding.code().id()).isEqualTo("MS-MIGRATION-003");
            assertThat(finding.toString())
                    .contains("+ String title")
                    .contains("@Migration static Sum from(V1 old)");
        }
    }

    @Test
    void aTypeThatIsGoneIsRetiredOnlyIfSomebodySaysSo() throws Exception {
        TestApp two =
                TestApp.named("a")
                        .module("contract", MESSAGES, V1)
                        .module(
                                "m",
                                List.of("contract"),
                                "package m; import dev.midstream.api.*; public class M implements"
                                        + " AppModule, "
                                        + Answers.class.getName()
                                        + " { @Provides public "
                                        + Answers.class.getName()
                                        + " answers() { return this; } public String answer() {"
                                        + " return \"\"; } public String slow(String q) {"
                                        + " return q; } }");
        try (Midstream host = Hosts.of(ONE.bytes()).start()) {
            assertThat(answers(host).slow("5")).isEqualTo("5");
            Finding refused = upgrade(host, two, UpgradeOptions.DEFAULT).findings().getFirst();
            assertThat(refused.toString())
                    .startsWith("MS-ACTORTYPE-010")
                    .contains("there is 1 actor of type sum")
                    .contains("--retire sum");
            assertThat(
                            upgrade(
                                            host,
                                            ONE.module("x", "package x; class X {}"),
                                            accepting(false, "sum"))
                                    .findings()
                                    .getFirst()
                                    .code()
                                    .id())
                    .isEqualTo("MS-MIGRATION-015");
            assertThat(upgrade(host, two, accepting(false, "sum")))
                    .isInstanceOf(Outcome.Done.class);
        }
    }
}
