package dev.midstream.runtime.upgrade.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CompilersTest {

    private static final String REPLAYING = "ms-warm-test";

    private static List<Integer> niceness() {
        NativePriority priority = NativePriority.open().orElseThrow();
        return priority.threads("C2 CompilerThre").stream().map(priority::nice).toList();
    }

    private static <T> T whileReplaying(Supplier<T> work) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Thread replaying =
                Thread.ofPlatform()
                        .name(REPLAYING)
                        .start(() -> {
                            begun.countDown();
                            try {
                                end.await();
                            } catch (InterruptedException ends) {
                                Thread.currentThread().interrupt();
                            }
                        });
        begun.await();
        try {
            return work.get();
        } finally {
            end.countDown();
            replaying.join();
        }
    }

    @Test
    void compilersAreLoweredAndPutBack() throws InterruptedException {
        assumeTrue(NativePriority.open().isPresent(), "Linux with native access");
        List<Integer> before = niceness();
        String done =
                whileReplaying(() -> {
                    try (Compilers compilers = new Compilers(true)) {
                        String said = compilers.lower(REPLAYING, Duration.ofMinutes(1));
                        if (said.contains("nice")) {
                            assertThat(niceness()).allMatch(nice -> nice >= 5);
                        }
                        return said;
                    }
                });

        assertThat(done).contains("compilers");
        assertThat(niceness()).isEqualTo(before);
    }

    @Test
    void theWatchdogPutsThemBackWhenNobodyElseDoes() throws InterruptedException {
        assumeTrue(NativePriority.open().isPresent(), "Linux with native access");
        List<Integer> before = niceness();
        Compilers forgotten = new Compilers(true);
        whileReplaying(() -> forgotten.lower(REPLAYING, Duration.ofMillis(50)));

        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!niceness().equals(before)) {
            assertThat(System.nanoTime()).as("put back").isLessThan(end);
            Thread.onSpinWait();
        }
        forgotten.close();
        assertThat(niceness()).isEqualTo(before);
    }

    @Test
    void whoeverDoesNotOwnTheProcessTouchesNothing() {
        try (Compilers compilers = new Compilers(false)) {
            assertThat(compilers.lower(REPLAYING, Duration.ofMinutes(1)))
                    .isEqualTo("threads as they are");
        }
    }
}
