package dev.midstream.systemtests;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One keep-alive connection per module, which asks it without end and judges each answer: the stamp
 * must come back, with a version that may serve at that time.
 *
 * <p>An answer may be of any version that was allowed when it was asked or when it came.
 */
final class ModuleLoad implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(70);
    private static final long PACE_NANOS = Duration.ofMillis(40).toNanos();

    private final int port;
    private final Map<String, Seen> seen = new HashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile Map<String, Set<String>> allowed;
    private volatile boolean stopped;

    private ModuleLoad(int port, Map<String, Set<String>> allowed) {
        this.port = port;
        this.allowed = allowed;
    }

    /** What came back from one module. */
    static final class Seen {
        private final AtomicLong requests = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();
        private volatile String complaint = "";

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

        private void failed(String why) {
            if (failed.getAndIncrement() == 0) {
                complaint = why;
            }
        }
    }

    /** Starts asking; only these versions may answer. */
    static ModuleLoad start(int port, Map<String, String> versions, List<String> modules) {
        ModuleLoad load = new ModuleLoad(port, onlyThese(versions));
        modules.forEach(module -> load.seen.put(module, new Seen()));
        for (Map.Entry<String, Seen> one : load.seen.entrySet()) {
            load.threads.add(
                    Thread.ofVirtual()
                            .name(one.getKey())
                            .start(() -> load.ask(one.getKey(), one.getValue())));
        }
        return load;
    }

    /** From now on only these versions may answer. */
    void only(Map<String, String> versions) {
        allowed = onlyThese(versions);
    }

    /** From now on either of these may answer. */
    void either(Map<String, String> some, Map<String, String> others) {
        Map<String, Set<String>> both = new HashMap<>();
        some.forEach((module, version) ->
                both.put(
                        module,
                        version.equals(others.get(module))
                                ? Set.of(version)
                                : Set.of(version, others.getOrDefault(module, "none"))));
        allowed = both;
    }

    /** Waits until each module has answered so many more requests, well or not. */
    void more(long requests) {
        Map<String, Long> targets = new HashMap<>();
        seen.forEach((module, one) -> targets.put(module, one.requests() + requests));
        Await.until(
                requests + " more answers of each module",
                Duration.ofMinutes(2),
                () ->
                        targets.entrySet().stream()
                                .allMatch(target ->
                                        of(target.getKey()).requests() >= target.getValue()),
                () ->
                        "still too few: "
                                + targets.entrySet().stream()
                                        .filter(t -> of(t.getKey()).requests() < t.getValue())
                                        .map(Map.Entry::getKey)
                                        .toList());
    }

    /** What one module's answers were. */
    Seen of(String module) {
        Seen one = seen.get(module);
        if (one == null) {
            throw new IllegalArgumentException(module + " is not asked");
        }
        return one;
    }

    @Override
    public void close() {
        stop();
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

    private void ask(String module, Seen its) {
        long number = 0;
        while (!stopped) {
            try (HttpConnection connection = HttpConnection.open(port)) {
                while (!stopped) {
                    long next = System.nanoTime() + PACE_NANOS;
                    ask(connection, module, "s-" + number++, its);
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            } catch (IOException e) {
                its.failed("connection lost: " + e);
                its.requests.incrementAndGet();
                LockSupport.parkNanos(PACE_NANOS);
            }
        }
    }

    private void ask(HttpConnection connection, String module, String stamp, Seen its)
            throws IOException {
        Set<String> before = versions(module);
        HttpAnswer answer = connection.get("/" + module + "?stamp=" + stamp);
        Set<String> after = versions(module);
        if (answer.closing()) {
            its.failed("the server announced that it closes the connection");
        } else if (answer.status() != 200) {
            its.failed(answer.status() + ": " + answer.body());
        } else {
            int space = answer.body().lastIndexOf(' ');
            String version = answer.body().substring(space + 1);
            if (space < 0 || !answer.body().substring(0, space).equals(stamp)) {
                its.failed("asked with " + stamp + ", answered '" + answer.body() + "'");
            } else if (!before.contains(version) && !after.contains(version)) {
                its.failed("answered by " + version + ", allowed were " + before + ", " + after);
            }
        }
        its.requests.incrementAndGet();
    }

    private Set<String> versions(String module) {
        return allowed.getOrDefault(module, Set.of());
    }

    private static Map<String, Set<String>> onlyThese(Map<String, String> versions) {
        Map<String, Set<String>> only = new HashMap<>();
        versions.forEach((module, version) -> only.put(module, Set.of(version)));
        return only;
    }
}
