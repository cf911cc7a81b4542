package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.shop.Latches;
import dev.midstream.runtime.shop.Tally;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.Stage;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * States that pass the dry run and cannot follow the cutover all the same: a request that began
 * before it makes them, in the old version, when the new one serves already.
 */
class TakeBackTest {

    @Test
    void anUpgradeThatAStateCannotFollowIsTakenBackAndNothingIsLost() throws Exception {
        try (Midstream host = Hosts.of(Sums.one().bytes()).start()) {
            assertThat(Sums.of(host).slow("a 12")).isEqualTo("12");
            assertThat(Sums.of(host).slow("b 5")).isEqualTo("5");
            CompletableFuture<String> before = Sums.ask(host, "a 1", "bad-luck");
            Outcome outcome =
                    Sums.upgrade(
                            host,
                            Sums.two("taken"),
                            false,
                            Sums.at(
                                    Stage.DRAIN,
                                    () -> {
                                        assertThat(Sums.of(host).answer()).isEqualTo("v2");
                                        assertThat(Sums.of(host).slow("b 1")).isEqualTo("6");
                                        Latches.open("bad-luck");
                                    }));
            assertThat(before.join()).isEqualTo("13");
            assertThat(outcome).isInstanceOf(Outcome.TakenBack.class);
            assertThat(outcome.findings().getFirst().toString())
                    .startsWith("MS-ACTOR-015")
                    .contains("sum 'a'", "no luck");
            assertThat(Sums.of(host).answer()).isEqualTo("v1");
            assertThat(Sums.of(host).slow("a 1")).isEqualTo("14");
            assertThat(Sums.of(host).slow("b 1")).isEqualTo("7");
        }
    }

    @Test
    void aSweepIsLeftInItsMiddleAndWhoHasGoneComesBack() throws Exception {
        int many = 3_000;
        try (Midstream host = Hosts.of(Sums.one().bytes()).start()) {
            Sums.of(host).slow("all " + many);
            Sums.of(host).slow("1500 11");
            Hosts.await(
                    "all are there", () -> host.status().actors().getFirst().turns() == many + 1L);
            CompletableFuture<String> before = Sums.ask(host, "1500 1", "mid-sweep");
            Outcome outcome =
                    Sums.upgrade(
                            host,
                            Sums.two("mid-sweep"),
                            false,
                            Sums.at(Stage.DRAIN, () -> Latches.open("mid-sweep")));
            assertThat(before.join()).isEqualTo("13");
            assertThat(outcome).isInstanceOf(Outcome.TakenBack.class);
            assertThat(Tally.of("mid-sweep") - many)
                    .as("migrated by the sweep, beside those of the dry run")
                    .isBetween(2L, many - 1L);
            for (int i = 0; i < many; i++) {
                String expected = i == 1500 ? "14" : "2";
                assertThat(Sums.of(host).slow(i + " 1")).as("%s", i).isEqualTo(expected);
            }
        }
    }

    @Test
    void anUpgradeWithoutAWayBackGoesOnWithTheRestAndWaitsForPeople() throws Exception {
        String older = "package c; public record Sum(int total, String name) {}";
        String newer =
                "package c; import dev.midstream.api.*; public record Sum(int total) {"
                        + " record V1(int total, String name) {}"
                        + " @Migration static Sum from(V1 old) { if (old.total() == 13) throw new"
                        + " IllegalStateException(\"no luck\"); return new Sum(old.total()); } }";
        TestApp one = Sums.app("v1", older, ", \"x\"");
        try (Midstream host = Hosts.of(one.bytes()).start()) {
            Sums.of(host).slow("a 12");
            Sums.of(host).slow("b 5");
            CompletableFuture<String> before = Sums.ask(host, "a 1", "one-way");
            Outcome outcome =
                    Sums.upgrade(
                            host,
                            Sums.app("v2", newer, ""),
                            true,
                            Sums.at(Stage.DRAIN, () -> Latches.open("one-way")));
            assertThat(before.join()).isEqualTo("13");
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(((Outcome.Done) outcome).confirmed()).isFalse();
            assertThat(outcome.findings().toString()).contains("MS-ACTOR-015", "sum 'a'");
            assertThat(Sums.of(host).answer()).isEqualTo("v2");
            assertThat(Sums.of(host).slow("b 1")).isEqualTo("6");
        }
    }
}
