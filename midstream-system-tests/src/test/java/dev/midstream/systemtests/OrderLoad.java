package dev.midstream.systemtests;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Customers of {@code apps/orders}, each on a keep-alive connection: they order, look at what they
 * ordered now and long ago, ask for what does not exist and order what cannot be ordered, and judge
 * every answer.
 */
final class OrderLoad implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(70);
    private static final long PACE_NANOS = Duration.ofMillis(15).toNanos();
    private static final JsonMapper JSON = new JsonMapper();

    private final int port;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String complaint = "";
    private volatile boolean stopped;

    private OrderLoad(int port) {
        this.port = port;
    }

    static OrderLoad start(int port, int customers) {
        OrderLoad load = new OrderLoad(port);
        for (int i = 0; i < customers; i++) {
            String name = "customer-" + i;
            load.threads.add(Thread.ofVirtual().name(name).start(() -> load.buy(name)));
        }
        return load;
    }

    /** Waits until so many more answers have come. */
    void more(long answers) {
        long target = requests.get() + answers;
        Await.until(
                answers + " more answers",
                Duration.ofMinutes(1),
                () -> requests.get() >= target,
                () -> requests + " answers; " + failed + " failed: " + complaint);
    }

    long requests() {
        return requests.get();
    }

    long failed() {
        return failed.get();
    }

    /** The first failure in words; empty if there is none. */
    String complaint() {
        return complaint;
    }

    /** Stops asking and waits for what is under way. */
    void stop() {
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

    @Override
    public void close() {
        stop();
    }

    private void buy(String customer) {
        List<Bought> bought = new ArrayList<>();
        int round = 0;
        while (!stopped) {
            try (HttpConnection connection = HttpConnection.open(port)) {
                while (!stopped) {
                    bought.add(order(connection, customer, 1 + round % 12));
                    look(connection, bought.getLast());
                    look(connection, bought.getFirst());
                    look(connection, bought.get(round / 2));
                    expect(
                            connection.get("/orders/missing-" + round),
                            404,
                            "{\"complaints\":[\"no order missing-" + round + "\"]}");
                    expect(
                            connection.post("/orders", basket(customer, "anchovies", 1)),
                            400,
                            "{\"complaints\":[\"there is no anchovies\"]}");
                    expect(
                            connection.post("/orders", basket("", "bread", 0)),
                            400,
                            "{\"complaints\":[\"customer is missing\",\"lines[0].qty must be"
                                    + " positive\"]}");
                    round++;
                }
            } catch (IOException e) {
                fail(customer + " lost a connection: " + e);
                requests.incrementAndGet();
                LockSupport.parkNanos(PACE_NANOS);
            }
        }
    }

    /** What a customer knows of an order. */
    private record Bought(String id, String customer, long cents) {}

    private Bought order(HttpConnection connection, String customer, int qty) throws IOException {
        HttpAnswer answer = connection.post("/orders", basket(customer, "bread", qty));
        // The shop's rule in words of this test: bread is 1.99, ten or more are 5 % cheaper.
        long full = 199L * qty;
        long cents = qty >= 10 ? full - full * 5 / 100 : full;
        String id = field(answer, "id");
        judge(answer, 201, cents, customer);
        return new Bought(id, customer, cents);
    }

    private void look(HttpConnection connection, Bought bought) throws IOException {
        HttpAnswer answer = connection.get("/orders/" + bought.id());
        judge(answer, 200, bought.cents(), bought.customer());
        if (!field(answer, "id").equals(bought.id())) {
            fail("asked for " + bought.id() + ", got " + answer);
        }
    }

    private void judge(HttpAnswer answer, int status, long cents, String customer) {
        count();
        if (answer.closing()
                || answer.status() != status
                || !field(answer, "total").equals(Long.toString(cents))
                || !field(answer, "customer").equals(customer)) {
            fail("expected " + status + " with " + cents + " of " + customer + ", got " + answer);
        }
    }

    private void expect(HttpAnswer answer, int status, String body) {
        count();
        if (answer.closing() || answer.status() != status || !answer.body().equals(body)) {
            fail("expected " + status + " " + body + ", got " + answer);
        }
    }

    private void count() {
        requests.incrementAndGet();
        LockSupport.parkNanos(PACE_NANOS);
    }

    private void fail(String why) {
        if (failed.getAndIncrement() == 0) {
            complaint = why;
        }
    }

    private static String basket(String customer, String sku, int qty) {
        return "{\"customer\":\""
                + customer
                + "\",\"lines\":[{\"sku\":\""
                + sku
                + "\",\"qty\":"
                + qty
                + "}]}";
    }

    private static String field(HttpAnswer answer, String name) {
        if (!answer.body().startsWith("{")) {
            return "";
        }
        JsonNode value = JSON.readTree(answer.body()).path(name);
        return value.isValueNode() ? value.asString() : "";
    }
}
