package dev.midstream.runtime.priority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StandBackTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static Priorities system() {
        assumeTrue(Priorities.open().isPresent(), "Linux with native access");
        return Priorities.open().orElseThrow();
    }

    private static List<Integer> compilers() {
        Priorities system = system();
        return system.tasks().stream()
                .filter(task -> task.name().startsWith("C2 CompilerThre"))
                .map(task -> system.nice(task.id()))
                .toList();
    }

    @Test
    void itsThreadAndTheCompilersAreLoweredAndPutBack() {
        Priorities system = system();
        List<Integer> before = compilers();
        int usual = system.nice(0);

        String said =
                StandBack.during(
                        LONG,
                        back -> {
                            if (back.describe().contains("nice")) {
                                assertThat(compilers()).allMatch(nice -> nice >= usual + 5);
                                assertThat(system.nice(0)).isGreaterThanOrEqualTo(usual + 5);
                            }
                            return back.describe();
                        });

        assertThat(said).contains("compilers");
        assertThat(compilers()).isEqualTo(before);
    }

    @Test
    void workDoneForwardAndThreadsItStartsAreAsUsual() throws Exception {
        Priorities system = system();
        int usual = system.nice(0);

        int[] nice =
                StandBack.<int[], InterruptedException>during(
                        LONG,
                        back ->
                                back.<int[], InterruptedException>forward(() -> {
                                    int[] seen = {system.nice(0), -1};
                                    Thread child =
                                            Thread.ofPlatform()
                                                    .start(() -> seen[1] = system.nice(0));
                                    child.join();
                                    return seen;
                                }));

        assertThat(nice).containsOnly(usual);
    }

    @Test
    void threadsThatItStartedAndThatLiveOnArePutBack() throws InterruptedException {
        Priorities system = system();
        int usual = system.nice(0);
        CountDownLatch end = new CountDownLatch(1);
        AtomicReference<Integer> id = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread child =
                StandBack.<Thread, InterruptedException>during(
                        LONG,
                        _ -> {
                            Thread started =
                                    Thread.ofPlatform()
                                            .start(() -> {
                                                try {
                                                    id.set(system.self());
                                                    begun.countDown();
                                                    end.await();
                                                } catch (IOException | InterruptedException e) {
                                                    Thread.currentThread().interrupt();
                                                }
                                            });
                            begun.await();
                            return started;
                        });

        assertThat(system.nice(id.get())).isEqualTo(usual);
        end.countDown();
        child.join();
    }

    @Test
    void theWatchdogPutsThemBackWhenNobodyElseDoes() throws InterruptedException {
        List<Integer> before = compilers();
        StandBack.<String, InterruptedException>during(
                Duration.ofMillis(50),
                _ -> {
                    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
                    while (!compilers().equals(before)) {
                        assertThat(System.nanoTime()).as("put back").isLessThan(end);
                        Thread.onSpinWait();
                    }
                    return "put back";
                });
        assertThat(compilers()).isEqualTo(before);
    }

    @Test
    void failuresOfTheWorkReachTheCaller() {
        assertThatThrownBy(() ->
                        StandBack.<String, IOException>during(
                                LONG,
                                _ -> {
                                    throw new IOException("as declared");
                                }))
                .isInstanceOf(IOException.class)
                .hasMessage("as declared");
    }

    @Test
    void anInterruptOfTheCallerReachesTheWork() {
        Thread.currentThread().interrupt();
        boolean seen =
                StandBack.during(
                        LONG,
                        _ -> {
                            try {
                                new CountDownLatch(1).await();
                                return false;
                            } catch (InterruptedException expected) {
                                return true;
                            }
                        });
        assertThat(seen).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aThreadTakesAShortSliceAndGivesItBack() {
        Priorities system = system();
        boolean taken = system.slice(0, 200_000);
        assertThat(system.slice(0, 0)).isEqualTo(taken);
    }
}
