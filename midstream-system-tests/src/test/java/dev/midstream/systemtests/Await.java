package dev.midstream.systemtests;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that another process does, until a deadline. */
final class Await {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private Await() {}

    /** Waits until a condition holds; fails with what was awaited and a report of what is. */
    static void until(
            String what, Duration deadline, BooleanSupplier condition, Supplier<String> report) {
        until(
                what,
                deadline,
                () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty(),
                report);
    }

    /** Waits until there is a value and returns it. */
    static <T> T until(
            String what, Duration deadline, Supplier<Optional<T>> value, Supplier<String> report) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            Optional<T> seen = value.get();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(what + ": not within " + deadline + "\n" + report.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
