package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes an upgrade permanent, and what takes it back, under load. */
class ConfirmAndRollbackIT {

    @TempDir private static Path shared;

    private static Path v1;
    private static Path v2;
    private static Path v3;

    @TempDir private Path temp;

    private TestHost host;
    private Oracle oracle;
    private StampingClient load;

    @BeforeAll
    static void builds() {
        AppTree tree = AppTree.shop(shared.resolve("app"));
        v1 = tree.build(shared.resolve("v1.msa"));
        v2 = tree.overlay("v2").build(shared.resolve("v2.msa"));
        v3 = tree.version(3).build(shared.resolve("v3.msa"));
    }

    @BeforeEach
    void servesVersionOne() {
        host = TestHost.run(v1, temp.resolve("home"));
        oracle = new Oracle(1);
        load = StampingClient.start(oracle, host.port(), 2, Duration.ofMillis(10));
    }

    @AfterEach
    void lostNothing() {
        try (TestHost ending = host) {
            load.more(10);
            load.stop().flawless();
            assertThat(ending.isAlive()).as(ending::log).isTrue();
        }
    }

    /** Runs a verb after which only the given version serves. */
    private CliResult bring(int version, Object... arguments) {
        oracle.mayServe(version);
        CliResult result = host.cli(arguments).done();
        oracle.onlyServes(version);
        host.serves(version);
        return result;
    }

    private boolean confirmed() {
        return host.status().json().path("confirmed").asBoolean();
    }

    @Test
    void rollbackReturnsToTheGenerationThatIsStillLoaded() {
        bring(2, "upgrade", v2);
        assertThat(confirmed()).isFalse();
        CliResult back = bring(1, "rollback");
        assertThat(back.number("from")).isEqualTo(2);
        assertThat(back.number("to")).as("the generation that was kept warm").isEqualTo(1);
        assertThat(host.generation()).isEqualTo(1);
    }

    @Test
    void rollbackAfterConfirmationLoadsThePreviousReleaseAgain() {
        String first = host.status().text("release");
        bring(2, "upgrade", v2);
        host.cli("confirm").done();
        CliResult back = bring(1, "rollback");
        assertThat(back.number("to")).as("a generation of its own").isEqualTo(3);
        assertThat(host.status().text("release")).isEqualTo(first);
    }

    @Test
    void rollbackWithNothingBeforeIsRefused() {
        host.cli("rollback").refused();
        host.serves(1);
        assertThat(host.generation()).isEqualTo(1);
    }

    @Test
    void confirmationLetsThePreviousGenerationGo() {
        bring(2, "upgrade", v2);
        assertThat(host.loaded()).hasSize(2);
        host.cli("confirm").done();
        assertThat(confirmed()).isTrue();
        assertThat(host.loaded()).extracting(TestHost.LoadedGeneration::number).containsExactly(2);
        Leaks.none(host);

        host.cli("confirm").unchanged();
        assertThat(confirmed()).isTrue();
    }

    @Test
    void nextUpgradeConfirmsByItself() {
        bring(2, "upgrade", v2);
        bring(3, "upgrade", v3);
        assertThat(host.loaded())
                .extracting(TestHost.LoadedGeneration::number)
                .containsExactlyInAnyOrder(2, 3);
        bring(2, "rollback");
    }

    @Test
    void manualConfirmationHoldsTheNextUpgradeBack() {
        bring(2, "upgrade", v2, "--confirm", "manual");
        host.cli("upgrade", v3).refused();
        host.serves(2);
        bring(3, "upgrade", v3, "--confirm-running");
    }

    @Test
    void manualConfirmationByHandLetsTheNextUpgradeIn() {
        bring(2, "upgrade", v2, "--confirm", "manual");
        host.cli("confirm").done();
        bring(3, "upgrade", v3);
    }

    @Test
    void confirmNowIsConfirmedAtTheCutover() {
        CliResult upgraded = bring(2, "upgrade", v2, "--confirm", "now");
        assertThat(upgraded.json().path("confirmed").asBoolean()).isTrue();
        assertThat(confirmed()).isTrue();
        assertThat(host.loaded()).hasSize(1);
    }
}
