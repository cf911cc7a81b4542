package dev.midstream.runtime.loader;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;

/**
 * Takes a module's JDBC drivers from the {@link DriverManager}, which would keep them, and their
 * loader, for ever. The DriverManager lets only a class of the same loader do that, so this one is
 * defined anew in the module's: it refers to nothing but the JDK.
 */
final class DeregisterDrivers implements Runnable {

    DeregisterDrivers() {}

    @Override
    @SuppressWarnings("ReferenceEquality") // the very loader
    public void run() {
        ClassLoader own = DeregisterDrivers.class.getClassLoader();
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.getClass().getClassLoader() == own) {
                try {
                    DriverManager.deregisterDriver(driver);
                } catch (SQLException | SecurityException refused) {
                    throw new IllegalStateException("driver " + driver.getClass(), refused);
                }
            }
        }
    }
}
