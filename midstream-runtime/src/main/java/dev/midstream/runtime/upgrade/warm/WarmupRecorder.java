package dev.midstream.runtime.upgrade.warm;

import dev.midstream.api.Warmup;
import dev.midstream.runtime.record.RequestSample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Writes down what a module adds in {@code warm}. Used by one thread, then closed. */
final class WarmupRecorder implements Warmup {

    /** Requests and pieces that one module may add, each. */
    private static final int MOST = 1_000;

    private final String module;
    private final List<RequestSample> requests = new ArrayList<>();
    private final Map<String, Callable<?>> works = new LinkedHashMap<>();
    private boolean closed;

    WarmupRecorder(String module) {
        this.module = module;
    }

    @Override
    public Warmup request(String method, String target, String contentType, byte[] body) {
        check(requests.size());
        if (method.isEmpty() || !method.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw new IllegalArgumentException(
                    "method '" + method + "': upper-case letters expected, for example GET");
        }
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("target '" + target + "' must begin with '/'");
        }
        List<String> headers = new ArrayList<>(List.of("Host", "localhost"));
        if (!contentType.isEmpty()) {
            headers.addAll(List.of("Content-Type", contentType));
        }
        requests.add(new RequestSample(method, target, headers, body, 0, 0));
        return this;
    }

    @Override
    public Warmup work(String name, Callable<?> work) {
        check(works.size());
        if (works.putIfAbsent(name, Objects.requireNonNull(work, "work")) != null) {
            throw new IllegalArgumentException(
                    "work '" + name + "' is added twice; give each a name of its own");
        }
        return this;
    }

    private void check(int size) {
        if (closed) {
            throw new IllegalStateException(
                    "warm-up of '" + module + "' is used after warm has returned");
        }
        if (size >= MOST) {
            throw new IllegalStateException(
                    "'" + module + "' adds more than " + MOST + " requests or pieces of work");
        }
    }

    void close() {
        closed = true;
    }

    List<RequestSample> requests() {
        return List.copyOf(requests);
    }

    Map<String, Callable<?>> works() {
        return works;
    }
}
