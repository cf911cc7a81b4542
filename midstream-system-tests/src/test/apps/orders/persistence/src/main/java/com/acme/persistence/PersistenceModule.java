package com.acme.persistence;

import com.acme.orders.domain.Orders;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;
import dev.midstream.api.Start;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Orders in a database, behind a pool of connections. */
public final class PersistenceModule implements AppModule {

    private static final Logger LOG = LoggerFactory.getLogger(PersistenceModule.class);

    private final SqlOrders orders = new SqlOrders();

    /** The orders that there are. */
    @Provides
    public Orders orders() {
        return orders;
    }

    @Override
    public void start(Start start) throws Exception {
        Properties properties = new Properties();
        try (InputStream in = PersistenceModule.class.getResourceAsStream("/database.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("no database.properties", e);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(properties.getProperty("url"));
        config.setDriverClassName("org.h2.Driver");
        config.setMaximumPoolSize(8);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(20));
        config.setPoolName(properties.getProperty("application") + "-" + start.generation());
        HikariDataSource pool = new HikariDataSource(config);
        orders.open(pool);
        int applied = Migrations.apply(pool);
        LOG.info("{} is open, {} migrations were missing", config.getPoolName(), applied);
    }

    @Override
    public void stop() {
        orders.close();
    }
}
