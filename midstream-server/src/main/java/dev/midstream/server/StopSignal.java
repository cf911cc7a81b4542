package dev.midstream.server;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for Ctrl-C or SIGTERM. The JVM's own handler would end the process with 130 or 143 and run
 * everything else in shutdown hooks; an orderly stop is this process's normal end, with 0.
 *
 * <p>A second signal ends the process at once, with 130.
 */
final class StopSignal {

    private static final System.Logger LOG = System.getLogger(StopSignal.class.getName());
    private static final int INTERRUPTED = 130;

    private final CountDownLatch received = new CountDownLatch(1);

    private StopSignal() {}

    /**
     * Begins to listen. By method handles: the JDK has no other way to hear a signal than a class
     * whose every mention is a compiler warning that cannot be suppressed.
     */
    static StopSignal install() {
        StopSignal stop = new StopSignal();
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> signal = lookup.findClass("sun.misc.Signal");
            Class<?> handler = lookup.findClass("sun.misc.SignalHandler");
            MethodHandle receive = lookup.bind(stop, "receive", MethodType.methodType(void.class));
            Object listener =
                    MethodHandleProxies.asInterfaceInstance(
                            handler, MethodHandles.dropArguments(receive, 0, signal));
            MethodHandle create =
                    lookup.findConstructor(signal, MethodType.methodType(void.class, String.class));
            MethodHandle handle =
                    lookup.findStatic(
                            signal, "handle", MethodType.methodType(handler, signal, handler));
            for (String name : List.of("INT", "TERM")) {
                handle.invoke(create.invoke(name), listener);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("this JDK cannot listen for signals", e);
        }
        return stop;
    }

    /** Waits for the first signal, for as long as it takes: serving has no deadline. */
    void await() {
        while (received.getCount() > 0) {
            try {
                received.await();
            } catch (InterruptedException notASignal) {
                LOG.log(System.Logger.Level.DEBUG, "module code interrupted the main thread");
            }
        }
    }

    @SuppressWarnings("UnusedMethod") // called through a method handle
    private void receive() {
        if (received.getCount() == 0) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
        received.countDown();
    }
}
