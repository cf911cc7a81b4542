package libraries.hikaricp;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.midstream.api.AppModule;
import dev.midstream.api.Start;
import dev.midstream.api.Wiring;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import libraries.probe.Probe;

/** A pool of four connections to a database in memory, its driver named in the configuration. */
public final class HikariModule implements AppModule {

    private HikariDataSource pool;

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Probe.version(HikariDataSource.class, "com.zaxxer", "HikariCP"), this::use);
    }

    @Override
    public void start(Start start) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:pool");
        config.setDriverClassName("org.h2.Driver");
        config.setMaximumPoolSize(4);
        config.setPoolName("libraries");
        pool = new HikariDataSource(config);
    }

    @Override
    public void stop() {
        if (pool != null) {
            pool.close();
        }
    }

    private String use(String stamp) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement select = connection.prepareStatement("select ? || ''")) {
            select.setString(1, stamp);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
