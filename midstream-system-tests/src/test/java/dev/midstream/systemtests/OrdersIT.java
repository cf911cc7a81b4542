package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service as a team would write it, of a dozen modules: a company's parent pom, a BOM of its own,
 * contracts with exceptions and sealed types, library modules, a database with a pool and
 * migrations, JSON, validation, a cache, an outbox with a thread of its own. It knows nothing of
 * Midstream but {@code AppModule}.
 */
class OrdersIT {

    @TempDir private Path temp;

    @Test
    void aServiceOfADozenModulesIsUpgradedUnderLoadAndCollected() {
        AppTree tree = AppTree.of("orders", temp.resolve("app"));
        try (TestHost host = TestHost.run(tree.folder(), temp.resolve("home"));
                OrderLoad load = OrderLoad.start(host.port(), 4)) {
            load.more(40);
            assertThat(about(host)).isEqualTo("1 HikariDataSource (database-1) 2.20.0");

            upgrade(host, load, tree.overlay("orders-web"));
            assertThat(about(host))
                    .as("the pool is kept")
                    .isEqualTo("2 HikariDataSource (database-1) 2.20.0");

            upgrade(host, load, tree.overlay("orders-contract"));
            assertThat(about(host)).isEqualTo("3 HikariDataSource (database-1) 2.20.0");

            upgrade(host, load, tree.overlay("orders-exception"));
            assertThat(about(host)).isEqualTo("4 HikariDataSource (database-1) 2.20.0");

            upgrade(host, load, tree.overlay("orders-jackson"));
            assertThat(about(host)).isEqualTo("4 HikariDataSource (database-1) 2.20.1");

            host.cli("confirm").done();
            Leaks.none(host);
            load.stop();
            assertThat(load.failed()).as(load.complaint()).isZero();
            assertThat(load.requests()).isGreaterThan(200);
        }
    }

    private static void upgrade(TestHost host, OrderLoad load, AppTree tree) {
        host.cli("upgrade", tree.folder()).done();
        load.more(40);
    }

    /** The version of the web module, the pool of the database module, the library's version. */
    private static String about(TestHost host) {
        JsonNode about = new JsonMapper().readTree(host.get("/about").body());
        return about.path("version").asString()
                + " "
                + about.path("pool").asString()
                + " "
                + about.path("jackson").asString();
    }
}
