package dev.midstream.runtime.loader;

import java.sql.Driver;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Loads the JDBC drivers that the jars of a module declare; each registers itself with the {@link
 * java.sql.DriverManager}, which looks for drivers by itself only once in a JVM's life. Defined
 * anew in the module's loader: it refers to nothing but the JDK.
 */
final class RegisterDrivers implements Runnable {

    RegisterDrivers() {}

    @Override
    public void run() {
        ClassLoader own = RegisterDrivers.class.getClassLoader();
        Iterator<Driver> drivers = ServiceLoader.load(Driver.class, own).iterator();
        boolean more = true;
        while (more) {
            try {
                more = drivers.hasNext();
                if (more) {
                    drivers.next();
                }
            } catch (ServiceConfigurationError | LinkageError broken) {
                // As the DriverManager itself: whoever asks for this driver finds it missing.
            }
        }
    }
}
