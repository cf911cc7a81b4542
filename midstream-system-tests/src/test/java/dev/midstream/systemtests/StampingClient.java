package dev.midstream.systemtests;

import dev.midstream.systemtests.Oracle.Asked;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Several keep-alive connections that ask without end, each request with a stamp of its own, and
 * bring every answer before the oracle.
 *
 * <p>Each connection asks again when its answer is there, but no sooner than its pace: enough to
 * have requests under way at each instant of an upgrade, and cores left for the host.
 */
final class StampingClient implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(70);

    private final Oracle oracle;
    private final int port;
    private final long paceNanos;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    private StampingClient(Oracle oracle, int port, Duration pace) {
        this.oracle = oracle;
        this.port = port;
        this.paceNanos = pace.toNanos();
    }

    /** Starts asking. */
    static StampingClient start(Oracle oracle, int port, int connections, Duration pace) {
        StampingClient client = new StampingClient(oracle, port, pace);
        for (int i = 0; i < connections; i++) {
            String name = "c" + i;
            client.threads.add(Thread.ofVirtual().name(name).start(() -> client.ask(name)));
        }
        return client;
    }

    /** Waits until so many more requests are answered. */
    void more(long requests) {
        long target = oracle.requests() + requests;
        Await.until(
                requests + " more requests",
                Duration.ofMinutes(1),
                () -> oracle.requests() >= target,
                () -> oracle.report().toString());
    }

    /** Stops asking, waits for what is under way, and says what was seen. */
    LoadReport stop() {
        close();
        return oracle.report();
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                if (!thread.join(STOP)) {
                    throw new AssertionError(thread.getName() + " still waits for an answer");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while stopping the load", e);
            }
        }
    }

    private void ask(String name) {
        long number = 0;
        while (!stopped) {
            Asked asked = next(name, number++);
            try (HttpConnection connection = HttpConnection.open(port)) {
                while (!stopped) {
                    HttpAnswer answer = connection.get(asked.target());
                    oracle.answered(asked, System.nanoTime(), answer);
                    if (answer.closing()) {
                        oracle.dropped(asked, "the server announced 'Connection: close'");
                        break;
                    }
                    LockSupport.parkNanos(asked.sentNanos() + paceNanos - System.nanoTime());
                    asked = next(name, number++);
                }
            } catch (IOException e) {
                oracle.dropped(asked, e.toString());
                LockSupport.parkNanos(paceNanos);
            }
        }
    }

    private static Asked next(String name, long number) {
        String route = number % 3 == 2 ? "blocking" : "quote";
        String sku = "sku" + number % 1_000;
        int qty = 1 + (int) (number % 17);
        return new Asked(route, sku, qty, name + "-" + number, System.nanoTime());
    }
}
