package libraries.flyway;

import dev.midstream.api.AppModule;
import dev.midstream.api.Start;
import dev.midstream.api.Wiring;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import libraries.probe.Probe;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.internal.license.VersionPrinter;

/** Migrations found in the module as resources and applied to a database in memory. */
public final class FlywayModule implements AppModule {

    private static final String URL = "jdbc:h2:mem:flyway;DB_CLOSE_DELAY=-1";

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, VersionPrinter.getVersion(), this::use);
    }

    @Override
    public void start(Start start) {
        MigrateResult done =
                Flyway.configure(FlywayModule.class.getClassLoader())
                        .dataSource(URL, "sa", "")
                        .locations("classpath:db/migration")
                        .load()
                        .migrate();
        Probe.same(true, done.success);
    }

    @Override
    public void stop() {
        try (Connection connection = DriverManager.getConnection(URL, "sa", "")) {
            connection.createStatement().execute("shutdown");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException("the database does not close", e);
        }
    }

    private String use(String stamp) throws Exception {
        try (Connection connection = DriverManager.getConnection(URL, "sa", "");
                var select = connection.prepareStatement("select ? || min(\"version\") from \"flyway_schema_history\"")) {
            select.setString(1, stamp + "|");
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                String text = rows.getString(1);
                Probe.same("1", text.substring(text.indexOf('|') + 1));
                return text.substring(0, text.indexOf('|'));
            }
        }
    }
}
