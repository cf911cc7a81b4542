package dev.midstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.load.LoadReport;
import dev.midstream.load.RunningLoad;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** States across an upgrade and back, while others are served. */
@MidstreamTest(app = "../examples/carts/v1")
class StatesUnderLoadIT {

    private static final Path V2 = Path.of("../examples/carts/v2");
    private static final String ITEM = "{\"sku\":\"SKU-0123\",\"qty\":2,\"priceCents\":1999}";
    private static final int FIRST = 1_000;
    private static final int LAST = 1_050;

    @Test
    void statesFollowAnUpgradeAndItsRollback(TestHost host) throws Exception {
        VersionedAnswers answers = VersionedAnswers.of("v1", "v2");
        try (TestHost newer = TestHost.app(V2).start()) {
            for (int id = FIRST; id <= LAST; id++) {
                String path = "/carts/" + id;
                answers.expect(path, host.get(path).body(), newer.get(path).body());
            }
        }
        host.post("/carts/17/items", ITEM);
        try (RunningLoad load =
                host.load(plan -> plan.rate(200).connections(8, 4).versions("v1", "v2"), answers)) {
            host.upgrade(V2);
            StateView migrated = host.state("cart", "17").orElseThrow();
            assertThat(migrated.at("version")).isEqualTo(1L);
            assertThat(migrated.at("lines", 4, "priceCents")).isEqualTo(1999L);
            assertThat(migrated.at("loyaltyPoints")).as("of what it held").isEqualTo(114L);

            host.post("/carts/17/items", ITEM);
            load.mark(RunningLoad.ROLLBACK);
            host.rollback();
            StateView back = host.state("cart", "17").orElseThrow();
            assertThat(back.at("version")).as("what v2 has done is kept").isEqualTo(2L);
            assertThat(back.text()).doesNotContain("loyaltyPoints");

            LoadReport report = load.stop();
            assertThat(report.nothingLost()).as(report.samples()::toString).isTrue();
            assertThat(report.totals().ok()).isPositive();
        }
        for (int id = FIRST; id <= LAST; id++) {
            assertThat(host.state("cart", "" + id).orElseThrow().at("version")).isEqualTo(0L);
        }
    }
}
