package com.acme.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;
import dev.midstream.api.Start;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database behind a pool of connections; below everything, so that it seldom changes. */
public final class DatabaseModule implements AppModule {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseModule.class);

    private final HikariDataSource pool = new HikariDataSource();

    /** The pool; usable when this module is started. */
    @Provides
    public DataSource database() {
        return pool;
    }

    @Override
    public void start(Start start) throws Exception {
        Properties properties = new Properties();
        try (InputStream in = DatabaseModule.class.getResourceAsStream("/database.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("no database.properties", e);
        }
        pool.setJdbcUrl(properties.getProperty("url"));
        pool.setDriverClassName("org.h2.Driver");
        pool.setMaximumPoolSize(8);
        pool.setConnectionTimeout(TimeUnit.SECONDS.toMillis(20));
        pool.setPoolName(properties.getProperty("application") + "-" + start.generation());
        pool.getConnection().close();
        LOG.info("{} is open", pool.getPoolName());
    }

    @Override
    public void stop() {
        pool.close();
    }
}
