package libraries.h2;

import dev.midstream.api.AppModule;
import dev.midstream.api.Start;
import dev.midstream.api.Wiring;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import libraries.probe.Probe;
import org.h2.engine.Constants;

/** A database in memory: a table, rows in a transaction, a query; opened by DriverManager. */
public final class H2Module implements AppModule {

    private static final String URL = "jdbc:h2:mem:h2module";
    private Connection keeper;

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Constants.VERSION, this::use);
    }

    @Override
    public void start(Start start) throws SQLException {
        keeper = DriverManager.getConnection(URL);
        keeper.createStatement().execute("create table seen(stamp varchar primary key, qty int)"
                .replace(" primary key", ""));
    }

    @Override
    public void stop() {
        try {
            if (keeper != null) {
                keeper.createStatement().execute("shutdown");
                keeper.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not close", e);
        }
    }

    private String use(String stamp) throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL)) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into seen(stamp, qty) values (?, ?)")) {
                for (int i = 1; i <= 3; i++) {
                    insert.setString(1, stamp);
                    insert.setInt(2, i);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            try (PreparedStatement select =
                    connection.prepareStatement(
                            "select stamp, sum(qty) from seen where stamp = ? group by stamp")) {
                select.setString(1, stamp);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    Probe.same(6, rows.getInt(2));
                    return rows.getString(1);
                }
            } finally {
                connection.rollback();
            }
        }
    }
}
