package dev.midstream.server;

import java.util.concurrent.CountDownLatch;

/**
 * Waits for Ctrl-C or SIGTERM. The JVM's own handler would end the process with 130 or 143 and run
 * everything else in shutdown hooks; an orderly stop is this process's normal end, with 0.
 *
 * <p>A second signal ends the process at once, with 130.
 */
final class StopSignal {

    private static final int INTERRUPTED = 130;

    private final CountDownLatch received = new CountDownLatch(1);

    private StopSignal() {}

    /** Begins to listen. */
    @SuppressWarnings("sunapi")
    static StopSignal install() {
        StopSignal stop = new StopSignal();
        for (String name : new String[] {"INT", "TERM"}) {
            sun.misc.Signal.handle(new sun.misc.Signal(name), _ -> stop.receive());
        }
        return stop;
    }

    /** Waits for the first signal, for as long as it takes: serving has no deadline. */
    void await() {
        boolean waiting = true;
        while (waiting) {
            try {
                received.await();
                waiting = false;
            } catch (InterruptedException notASignal) {
                // Module code that interrupts the main thread does not stop the host.
                continue;
            }
        }
    }

    private void receive() {
        if (received.getCount() == 0) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
        received.countDown();
    }
}
