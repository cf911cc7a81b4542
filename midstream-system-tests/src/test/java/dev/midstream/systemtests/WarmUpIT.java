package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** Warm-ups of a running host, with what its clients have asked for. */
@Isolated // a warm-up is over when the JIT has settled, in three seconds
class WarmUpIT {

    private static final int REQUESTS = 2_500;

    @TempDir private Path temp;

    @Test
    void aVersionIsWarmedWithClientsRequestsAndNoneOfThemHappensAgain() throws Exception {
        Path v1 = AppTree.counters(temp.resolve("v1")).build(temp.resolve("v1.msa"));
        Path v2 =
                AppTree.counters(temp.resolve("v2"))
                        .overlay("counters-v2")
                        .build(temp.resolve("v2.msa"));
        String budget = "-Dmidstream.warm.budget.millis=3000";
        try (TestHost host = TestHost.run(v1, temp.resolve("home"), budget);
                HttpConnection connection = HttpConnection.open(host.port())) {
            for (int i = 1; i <= REQUESTS; i++) {
                assertThat(connection.get("/add/a/1").body()).isEqualTo(Integer.toString(i));
            }

            CliResult upgraded = host.cli("upgrade", v2, "--confirm", "now").done();

            JsonNode warm = upgraded.json().path("warm");
            assertThat(warm.path("replayed").asLong()).as(warm::toString).isPositive();
            assertThat(warm.path("coldPercent").asDouble(-1)).isZero();
            assertThat(warm.path("kinds").toString())
                    .contains("GET /add/{key}/{amount}", "turn counter CountMessage.Add");
            assertThat(connection.get("/view/a").body()).isEqualTo(Integer.toString(REQUESTS));
            host.cli("upgrade", v1, "--confirm", "now", "--no-warm").done();
            assertThat(connection.get("/view/a").body()).isEqualTo(Integer.toString(REQUESTS));
            Leaks.none(host);
        }
    }
}
