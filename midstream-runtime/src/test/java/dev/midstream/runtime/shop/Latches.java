package dev.midstream.runtime.shop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a test hold module code inside a call and know that it is there. */
public final class Latches {

    private static final Map<String, CountDownLatch> INSIDE = new ConcurrentHashMap<>();
    private static final Map<String, CountDownLatch> OPEN = new ConcurrentHashMap<>();

    private Latches() {}

    /** Called by module code: says that it is inside and waits. */
    public static void await(String name) {
        latch(INSIDE, name).countDown();
        try {
            if (!latch(OPEN, name).await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody opened " + name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + name, e);
        }
    }

    /** As {@link #await}, and an interrupt does not end it. */
    public static void awaitStubbornly(String name) {
        latch(INSIDE, name).countDown();
        while (latch(OPEN, name).getCount() > 0) {
            try {
                latch(OPEN, name).await();
            } catch (InterruptedException ignored) {
                // This is what it is for.
            }
        }
    }

    /** Called by a test: waits until module code is inside. */
    public static void awaitInside(String name) throws InterruptedException {
        if (!latch(INSIDE, name).await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody came into " + name);
        }
    }

    /** Called by a test: lets module code go on. */
    public static void open(String name) {
        latch(OPEN, name).countDown();
    }

    private static CountDownLatch latch(Map<String, CountDownLatch> latches, String name) {
        return latches.computeIfAbsent(name, n -> new CountDownLatch(1));
    }
}
