package libraries.sqlitejdbc;

import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import libraries.probe.Probe;
import org.sqlite.SQLiteJDBCLoader;

/** A database in memory behind native code: a table, a row, a query. */
public final class SqliteModule implements AppModule {

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, SQLiteJDBCLoader.getVersion(), SqliteModule::use);
    }

    private static String use(String stamp) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            connection.createStatement().execute("create table seen(stamp text)");
            try (PreparedStatement insert = connection.prepareStatement("insert into seen values (?)")) {
                insert.setString(1, stamp);
                Probe.same(1, insert.executeUpdate());
            }
            try (ResultSet rows = connection.createStatement().executeQuery("select stamp from seen")) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
