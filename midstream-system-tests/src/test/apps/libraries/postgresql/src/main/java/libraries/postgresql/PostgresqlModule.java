package libraries.postgresql;

import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import libraries.probe.Probe;
import org.postgresql.jdbc.TimestampUtils;
import org.postgresql.util.DriverInfo;
import org.postgresql.util.PSQLState;

/** The driver without a server: found by DriverManager, reads the address, fails as it should. */
public final class PostgresqlModule implements AppModule {

    private static final String URL = "jdbc:postgresql://127.0.0.1:1/orders?connectTimeout=2&loginTimeout=2&ApplicationName=";

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, DriverInfo.DRIVER_VERSION, PostgresqlModule::use);
    }

    private static String use(String stamp) throws SQLException {
        Driver driver = DriverManager.getDriver(URL);
        try {
            DriverManager.getConnection(URL + stamp).close();
            throw new IllegalStateException("something listens on port 1");
        } catch (SQLException refused) {
            Probe.same(PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState(), refused.getSQLState());
        }
        return Arrays.stream(driver.getPropertyInfo(URL + stamp, new Properties()))
                .filter(property -> property.name.equals("ApplicationName"))
                .map(property -> property.value)
                .findFirst()
                .orElseThrow();
    }
}
