package dev.midstream.runtime.loader;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * A collection that stops the world, also where the process's flags make {@link System#gc} a
 * concurrent one: the JVM makes one before it counts what lives.
 */
final class FullCollection {

    private static final Logger LOG = System.getLogger(FullCollection.class.getName());

    private FullCollection() {}

    /** Returns when it has ended; does nothing on a JVM that does not count. Any thread. */
    static void run() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            Object _ =
                    server.invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            LOG.log(Level.DEBUG, "this JVM makes no full collection when asked", e);
        }
    }
}
