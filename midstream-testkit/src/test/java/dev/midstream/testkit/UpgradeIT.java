package dev.midstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.load.LoadReport;
import dev.midstream.load.RunningLoad;
import dev.midstream.load.ShopOracle;
import dev.midstream.runtime.upgrade.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One host for all tests of the class, upgraded and taken back, also under load. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeIT {

    private static final Path V1 = Path.of("../examples/shop/v1");
    private static final Path V2 = Path.of("../examples/shop/v2");
    private static final Path BROKEN = Path.of("../examples/shop/v3-broken");

    @RegisterExtension
    static final MidstreamExtension HOST = MidstreamExtension.of(() -> TestHost.app(V1));

    @Test
    @Order(1)
    void anUpgradeAndItsRollbackLoseNothing(TestHost host) throws Exception {
        RunningLoad load =
                host.load(
                        plan -> plan.rate(200).connections(8, 4).versions("v1", "v2"),
                        new ShopOracle("kit"));
        try (load) {
            assertThat(host.upgrade(V2).to()).isEqualTo(2);
            load.mark("upgraded");
            load.mark(RunningLoad.ROLLBACK);
            assertThat(host.rollback().to()).isEqualTo(1);
            LoadReport report = load.stop();
            assertThat(report.nothingLost()).as(report.samples()::toString).isTrue();
            assertThat(report.totals().ok()).isPositive();
        }
    }

    @Test
    @Order(2)
    void aBrokenVersionIsRefusedAndTheOldOneServes(TestHost host) {
        assertThat(host.refused(BROKEN)).contains("MS-");
        assertThat(host.get("/").body()).startsWith("Shop v1");
    }

    @Test
    @Order(3)
    void answersOfSeveralVersionsAreToldApart(TestHost host) throws Exception {
        VersionedAnswers answers =
                VersionedAnswers.of("v1", "v2")
                        .expect(
                                "/",
                                host.get("/").body(),
                                host.get("/").body().replace("v1", "v2"));
        try (RunningLoad load =
                host.load(plan -> plan.rate(100).connections(2, 0).versions("v1", "v2"), answers)) {
            host.upgrade(V2);
            Outcome.Done confirmed = host.confirm();
            assertThat(confirmed.confirmed()).isTrue();
            awaitAnswer(load, "v2");
            LoadReport report = load.stop();
            assertThat(report.nothingLost()).as(report.samples()::toString).isTrue();
        }
        assertThat(host.get("/").body()).startsWith("Shop v2");
    }

    private static void awaitAnswer(RunningLoad load, String version) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (load.snapshotPerSecond().stream()
                .noneMatch(row -> row.versions().containsKey(version))) {
            assertThat(System.nanoTime() - end).as("an answer of " + version).isNegative();
        }
    }

    @Test
    @Order(4)
    void anAnswerThatNoVersionGivesIsWrong(TestHost host) throws Exception {
        VersionedAnswers answers = VersionedAnswers.of("v1").expect("/", "something else");
        try (RunningLoad load = host.load(plan -> plan.rate(100).connections(1, 0), answers)) {
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (load.snapshotPerSecond().stream().allMatch(row -> row.wrong() == 0)) {
                assertThat(System.nanoTime() - end).as("a wrong answer").isNegative();
            }
            LoadReport report = load.stop();
            assertThat(report.nothingLost()).isFalse();
            assertThat(report.samples().toString()).contains("as none of [v1] does");
        }
    }
}
