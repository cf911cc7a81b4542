package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Actors behind HTTP routes of a running host, and across its upgrades. */
@Order(2)
class ActorsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private static Path shared;

    private static Path v1;
    private static Path v2;
    private static Path otherMessage;
    private static Path openWorld;

    @TempDir private Path temp;

    private TestHost host;

    @BeforeAll
    static void builds() {
        v1 = AppTree.counters(shared.resolve("v1")).build(shared.resolve("v1.msa"));
        v2 =
                AppTree.counters(shared.resolve("v2"))
                        .overlay("counters-v2")
                        .build(shared.resolve("v2.msa"));
        otherMessage =
                AppTree.counters(shared.resolve("m"))
                        .overlay("counters-message")
                        .build(shared.resolve("m.msa"));
        openWorld =
                AppTree.counters(shared.resolve("o"))
                        .overlay("counters-object")
                        .build(shared.resolve("o.msa"));
    }

    @BeforeEach
    void serves() {
        host = TestHost.run(v1, temp.resolve("home"));
    }

    @AfterEach
    void ends() {
        host.close();
    }

    private String get(String target) {
        HttpAnswer answer = host.get(target);
        assertThat(answer.status()).as(() -> target + ": " + host.log()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode counters() {
        JsonNode actors = host.status().json().path("actors");
        assertThat(actors.size()).isEqualTo(1);
        return actors.get(0);
    }

    @Test
    void stateOutlivesUpgradeAndRollback() {
        assertThat(get("/add/a/5")).isEqualTo("5");
        assertThat(get("/add/b/1")).isEqualTo("1");
        host.cli("upgrade", v2).done();
        assertThat(get("/add/a/5")).isEqualTo("55");
        assertThat(get("/blocking/b")).isEqualTo("1");
        host.cli("rollback").done();
        assertThat(get("/add/a/5")).isEqualTo("60");
        host.cli("upgrade", v2, "--confirm", "now").done();
        assertThat(get("/view/b")).isEqualTo("1");
        Leaks.none(host);
    }

    @Test
    void statusShowsActorsByType() {
        get("/add/a/5");
        get("/add/b/5");
        assertThat(counters().path("type").asString("")).isEqualTo("counter");
        assertThat(counters().path("count").asInt(0)).isEqualTo(2);
        assertThat(counters().path("waiting").asInt(-1)).isZero();
        assertThat(host.get("/fail/a").status()).isEqualTo(500);
        assertThat(counters().path("failed").asInt(0)).isEqualTo(1);
        assertThat(counters().path("turns").asInt(0)).isEqualTo(3);
        assertThat(counters().path("quarantined").asInt(-1)).isZero();
        assertThat(host.cli("status", "--metrics").done().json().path("metrics").asString(""))
                .contains("midstream_actors{type=\"counter\"} 2\n")
                .contains("midstream_actor_turns_total{type=\"counter\"} 3\n")
                .contains("midstream_actor_failures_total{type=\"counter\"} 1\n")
                .contains("# TYPE midstream_actor_waiting gauge");
        assertThat(get("/view/a")).isEqualTo("5");
        assertThat(host.log()).contains("MS-ACTOR-001").contains("fails on purpose");
    }

    @Test
    void aTimerSetBeforeAnUpgradeIsHandledByTheNewVersion() {
        assertThat(get("/later/a/7/3000")).isEqualTo("told");
        host.cli("upgrade", v2).done();
        String value =
                Await.until(
                        "the timer",
                        SOON,
                        () -> {
                            String seen = get("/view/a");
                            return seen.equals("0") ? Optional.empty() : Optional.of(seen);
                        },
                        host::log);
        assertThat(value).isEqualTo("70");
    }

    @Test
    void aFullMailboxIsAnsweredWith503AndOthersAreServed() {
        assertThat(host.get("/flood/a").status()).isEqualTo(503);
        assertThat(get("/add/b/1")).isEqualTo("1");
        assertThat(counters().path("refused").asInt(0)).isPositive();
        assertThat(host.isAlive()).isTrue();
    }

    @Test
    void anActorThatAlwaysThrowsIsCountedAndLoggedOnceAndOthersAreServed() {
        for (int i = 1; i <= 20; i++) {
            assertThat(host.get("/fail/a").status()).isEqualTo(500);
            assertThat(get("/add/b/1")).isEqualTo(Integer.toString(i));
        }
        assertThat(counters().path("failed").asInt(0)).isEqualTo(20);
        assertThat(get("/view/a")).isEqualTo("0");
        assertThat(host.log().split("MS-ACTOR-001", -1)).hasSize(2);
    }

    @Test
    void anActorThatDoesNotEndIsQuarantinedAndOthersAreServed() {
        assertThat(get("/add/a/5")).isEqualTo("5");
        assertThat(get("/spin/a/12000")).isEqualTo("told");
        int[] served = {0};
        Await.until(
                "a quarantine",
                SOON,
                () -> {
                    served[0]++;
                    assertThat(get("/add/b/1")).isEqualTo(Integer.toString(served[0]));
                    return counters().path("quarantined").asInt(0) == 1
                            ? Optional.of("quarantined")
                            : Optional.empty();
                },
                host::log);
        assertThat(host.get("/view/a").status()).isEqualTo(500);
        assertThat(host.log())
                .contains("MS-ACTOR-002")
                .contains("MS-ACTOR-003")
                .contains("counter 'a'");
        Await.until(
                "its end",
                SOON,
                () ->
                        counters().path("quarantined").asInt(-1) == 0
                                ? Optional.of("open")
                                : Optional.empty(),
                host::log);
        assertThat(get("/view/a")).isEqualTo("5");
    }

    @Test
    void waitingOnTheEventLoopIsAnErrorAtOnce() {
        assertThat(host.get("/waiting/a").status()).isEqualTo(500);
        assertThat(host.log()).contains("MS-ACTOR-005");
    }

    @Test
    void anUpgradeThatReplacesTheClassesOfLivingActorsConvertsThemThereAndBack() {
        get("/add/a/5");
        CliResult upgraded = host.cli("upgrade", otherMessage).done();
        assertThat(upgraded.text("reversibility")).isEqualTo("reversible");
        assertThat(get("/view/a")).isEqualTo("5");
        get("/add/a/2");
        host.cli("rollback").done();
        assertThat(get("/view/a")).isEqualTo("7");
    }

    @Test
    void withoutLivingActorsTheirClassesMayBeReplaced() {
        host.cli("upgrade", otherMessage).done();
        assertThat(get("/add/a/5")).isEqualTo("5");
    }

    @Test
    void aStateThatCanHoldAnythingIsRefusedWithThePath() {
        host.cli("upgrade", openWorld).refused().naming("Count.by[].meta → java.lang.Object");
    }
}
