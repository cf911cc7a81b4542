package dev.midstream.runtime.shop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Lets module code count what it does, where a test can see it. */
public final class Tally {

    private static final Map<String, LongAdder> COUNTS = new ConcurrentHashMap<>();

    private Tally() {}

    /** Called by module code. */
    public static void count(String name) {
        COUNTS.computeIfAbsent(name, n -> new LongAdder()).increment();
    }

    /** How often that was. */
    public static long of(String name) {
        LongAdder count = COUNTS.get(name);
        return count == null ? 0 : count.sum();
    }
}
