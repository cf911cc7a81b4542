package libraries.jooq;

import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import libraries.probe.Probe;
import org.jooq.Constants;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** A table, an insert and a query in its language, on a database in memory. */
public final class JooqModule implements AppModule {

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Constants.FULL_VERSION, JooqModule::use);
    }

    private static String use(String stamp) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            DSLContext sql = DSL.using(connection, SQLDialect.H2);
            Table<Record> seen = DSL.table("seen");
            Field<String> text = DSL.field("stamp", SQLDataType.VARCHAR(100));
            Field<Integer> qty = DSL.field("qty", SQLDataType.INTEGER);
            sql.createTable(seen).column(text).column(qty).execute();
            sql.insertInto(seen, text, qty).values(stamp, 1).values(stamp, 2).execute();
            return sql.transactionResult(
                    inside -> {
                        var row =
                                inside.dsl()
                                        .select(text, DSL.sum(qty))
                                        .from(seen)
                                        .groupBy(text)
                                        .fetchSingle();
                        Probe.same(3, row.value2().intValue());
                        return row.value1();
                    });
        }
    }
}
