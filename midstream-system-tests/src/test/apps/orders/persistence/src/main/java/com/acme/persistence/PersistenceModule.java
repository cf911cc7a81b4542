package com.acme.persistence;

import com.acme.orders.domain.Orders;
import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;
import dev.midstream.api.Start;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Orders in a database. */
public final class PersistenceModule implements AppModule {

    private static final Logger LOG = LoggerFactory.getLogger(PersistenceModule.class);

    private final DataSource database;

    /** With the database. */
    public PersistenceModule(DataSource database) {
        this.database = database;
    }

    /** The orders that there are. */
    @Provides
    public Orders orders() {
        return new SqlOrders(database);
    }

    @Override
    public void start(Start start) throws Exception {
        LOG.info("{} migrations were missing", Migrations.apply(database));
    }
}
