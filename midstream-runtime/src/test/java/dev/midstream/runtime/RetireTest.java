package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.actor.TypeReport;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.shop.Answers;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A type of actors that is gone: kept for a rollback, dropped when there can be none. */
class RetireTest {

    private static TestApp without(String version) {
        return Sums.one()
                .module(
                        "m",
                        List.of("contract"),
                        "package m; import dev.midstream.api.*; public class M implements AppModule,"
                                + " ANSWERS { @Provides public ANSWERS answers() { return this; }"
                                        .replace("ANSWERS", Answers.class.getName())
                                + " public String answer() { return \""
                                + version
                                + "\"; } public String slow(String q) { return q; } }");
    }

    private static Outcome retire(Midstream host, String version, Confirm confirm)
            throws Exception {
        UpgradeOptions options =
                new UpgradeOptions(
                        confirm, false, Duration.ofSeconds(5), false, false, Set.of("sum"));
        try (Lease lease = host.lease("test")) {
            Outcome outcome = lease.upgrade(without(version).bytes(), options, StageListener.NONE);
            assertThat(outcome).as(outcome::toString).isInstanceOf(Outcome.Done.class);
            return outcome;
        }
    }

    private static Midstream begun() throws Exception {
        Midstream host = Hosts.of(Sums.one().bytes()).start();
        assertThat(Sums.of(host).slow("a 5")).isEqualTo("5");
        assertThat(Sums.of(host).slow("b 6")).isEqualTo("6");
        return host;
    }

    private static long actors(Midstream host) {
        return host.status().actors().stream().mapToLong(TypeReport::count).sum();
    }

    /** Whether every released version is proved collected within some collections. */
    private static boolean collected(Midstream host) {
        for (int i = 0; i < 10; i++) {
            if (host.leaks(true).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static List<String> codes(Outcome outcome) {
        return outcome.findings().stream().map(Finding::code).map(code -> code.id()).toList();
    }

    @Test
    void whatIsRetiredIsKeptForARollback() throws Exception {
        try (Midstream host = begun()) {
            Outcome outcome = retire(host, "v2", Confirm.AUTO);
            assertThat(codes(outcome)).contains("MS-ACTOR-007").doesNotContain("MS-ACTOR-019");
            assertThat(actors(host)).isEqualTo(2);
            Hosts.rollback(host);
            assertThat(Sums.of(host).slow("a 1")).isEqualTo("6");
            assertThat(codes(Hosts.confirm(host))).isEmpty();
            assertThat(actors(host)).isEqualTo(2);
        }
    }

    @Test
    void aConfirmationDropsItAndSaysSo() throws Exception {
        try (Midstream host = begun()) {
            retire(host, "v2", Confirm.AUTO);
            Outcome confirmed = Hosts.confirm(host);
            assertThat(confirmed.message()).contains("sum: 2 actors are dropped");
            assertThat(codes(confirmed)).containsExactly("MS-ACTOR-019");
            assertThat(actors(host)).isZero();
            assertThat(host.status().migration().aside()).isEmpty();
            assertThat(collected(host)).isTrue();
            Outcome again = Hosts.upgrade(host, Sums.one().bytes());
            assertThat(again).as(again::toString).isInstanceOf(Outcome.Done.class);
            assertThat(Sums.of(host).slow("a 1")).as("begun anew").isEqualTo("1");
        }
    }

    @Test
    void anUpgradeThatIsPermanentAtOnceDropsItAtOnce() throws Exception {
        try (Midstream host = begun()) {
            assertThat(codes(retire(host, "v2", Confirm.NOW))).contains("MS-ACTOR-019");
            assertThat(actors(host)).isZero();
        }
    }

    @Test
    void theNextUpgradeConfirmsAndDropsIt() throws Exception {
        try (Midstream host = begun()) {
            retire(host, "v2", Confirm.AUTO);
            Outcome next = Hosts.upgrade(host, without("v3").bytes());
            assertThat(codes(next)).contains("MS-ACTOR-019");
            assertThat(next.message()).contains("sum: 2 actors are dropped");
            assertThat(actors(host)).isZero();
        }
    }

    @Test
    void anUpgradeThatKnowsTheTypeAgainBeforeItIsDroppedHasItsActorsBack() throws Exception {
        try (Midstream host = begun()) {
            retire(host, "v2", Confirm.AUTO);
            Outcome next = Hosts.upgrade(host, Sums.one().bytes());
            assertThat(codes(next)).doesNotContain("MS-ACTOR-019");
            assertThat(Sums.of(host).slow("a 1")).isEqualTo("6");
        }
    }
}
