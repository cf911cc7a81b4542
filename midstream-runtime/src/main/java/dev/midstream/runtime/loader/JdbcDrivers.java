package dev.midstream.runtime.loader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.sql.DriverManager;

/**
 * Bridges the JDBC drivers that a module brings to the JVM's one {@link DriverManager}: registered
 * when the module is loaded, deregistered when it is released, visible to the module's own code as
 * on a class path. Run by the pipeline's threads, for one loader at a time.
 */
public final class JdbcDrivers {

    private static final String SERVICES = "META-INF/services/java.sql.Driver";
    private static final boolean PRESENT = ModuleLayer.boot().findModule("java.sql").isPresent();

    private JdbcDrivers() {}

    /** Whether a loader's own jars declare drivers. */
    public static boolean in(ModuleLoader loader) {
        return PRESENT && loader.findResource(SERVICES) != null;
    }

    /** Registers the drivers in a loader. */
    public static void register(ModuleLoader loader) {
        hostsFirst();
        run(loader, RegisterDrivers.class);
    }

    /** Whether code of a loader has asked for the DriverManager, so that it may hold drivers. */
    public static boolean mayBeHeld(ModuleLoader loader) {
        return PRESENT && loader.usesDriverManager();
    }

    /** Deregisters the drivers that a loader has defined, however they came to be registered. */
    public static void deregister(ModuleLoader loader) {
        run(loader, DeregisterDrivers.class);
    }

    /**
     * The DriverManager looks for drivers at its first use, with the context class loader of
     * whoever that is. Were it a module, the host would never find its own.
     */
    private static void hostsFirst() {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(JdbcDrivers.class.getClassLoader());
        try {
            DriverManager.getDrivers();
        } finally {
            current.setContextClassLoader(before);
        }
    }

    private static void run(ModuleLoader loader, Class<? extends Runnable> task) {
        String file = task.getSimpleName() + ".class";
        try (InputStream in = task.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not beside " + task);
            }
            Class<?> own = loader.define(task.getName(), in.readAllBytes());
            Constructor<?> constructor = own.getDeclaredConstructor();
            constructor.setAccessible(true);
            ((Runnable) constructor.newInstance()).run();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(file + " in " + loader.getName(), e);
        }
    }
}
