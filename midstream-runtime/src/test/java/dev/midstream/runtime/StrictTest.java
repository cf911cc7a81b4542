package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.MidstreamException;
import dev.midstream.runtime.shop.Answers;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator can ask to be refused, and what an embedder may not describe. */
@Timeout(60)
class StrictTest {

    private static final UpgradeOptions STRICT =
            new UpgradeOptions(Confirm.AUTO, false, Duration.ofSeconds(5), true);

    /** A module whose code is warned of: it starts a thread of its own. */
    private static TestApp warned(String version) {
        return Shop.withOuter(version, "void ticks() { new java.util.Timer(true); }");
    }

    private static Outcome upgrade(Midstream midstream, TestApp app) throws Exception {
        try (Lease lease = midstream.lease("test")) {
            return lease.upgrade(app.bytes(), STRICT, StageListener.NONE);
        }
    }

    private static void assertRefused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refusal.class);
        assertThat(outcome.message())
                .contains("1 warning (MS-LINT-001)", "generation 1 serves on, nothing was changed");
        assertThat(outcome.findings())
                .extracting(Finding::code)
                .extracting(code -> code.id())
                .containsExactly("MS-UPGRADE-005", "MS-LINT-001");
    }

    @Test
    void strictRefusesAWarningAndNothingIsChanged() throws Exception {
        try (Midstream midstream = Hosts.of(Shop.version("v1").bytes()).start()) {
            assertRefused(upgrade(midstream, warned("v2")));
            assertThat(midstream.reference(Answers.class).answer()).isEqualTo("v1/v1/1");
            assertThat(midstream.status().generation()).isEqualTo(1);
        }
    }

    @Test
    void withoutAWarningStrictLetsPass() throws Exception {
        try (Midstream midstream = Hosts.of(Shop.version("v1").bytes()).start()) {
            assertThat(upgrade(midstream, Shop.version("v2"))).isInstanceOf(Outcome.Done.class);
            assertThat(midstream.reference(Answers.class).answer()).isEqualTo("v2/v2/1");
        }
    }

    @Test
    void aStrictCheckRefusesWhatACheckOnlyWarnsOf() throws Exception {
        try (Midstream midstream = Hosts.of(Shop.version("v1").bytes()).start()) {
            assertThat(Hosts.check(midstream, warned("v2").bytes()))
                    .isInstanceOf(Outcome.Done.class);
            try (Lease lease = midstream.lease("test")) {
                assertRefused(lease.check(warned("v2").bytes(), STRICT, StageListener.NONE));
            }
        }
    }

    @Test
    void aServiceThatIsProvidedTwiceIsRefusedWithBoth() {
        Supplier<String> first = () -> "first";
        Midstream.Builder builder = Midstream.builder().provide(Supplier.class, first);
        assertThatThrownBy(() -> builder.provide(Supplier.class, new Second()))
                .isInstanceOf(MidstreamException.class)
                .hasMessageStartingWith("MS-HOST-005 java.util.function.Supplier: provided twice")
                .hasMessageContaining(first.getClass().getName())
                .hasMessageContaining(Second.class.getName());
    }

    private static final class Second implements Supplier<String> {
        @Override
        public String get() {
            return "second";
        }
    }
}
