package dev.midstream.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a module's threads are called, where they stop, and that all of them do. */
@Timeout(60)
class ModuleThreadsTest {

    private final URLClassLoader loader = new URLClassLoader(new URL[0]);
    private final ModuleThreads threads =
            new ModuleThreads("pricing@7", loader, Duration.ofMillis(50));
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void ends() throws Exception {
        never.countDown();
        threads.close();
        loader.close();
    }

    private static String nameAndLoader(ExecutorService executor) throws Exception {
        Future<String> seen =
                executor.submit(() ->
                        Thread.currentThread().getName()
                                + " "
                                + (Thread.currentThread().getContextClassLoader()
                                        instanceof URLClassLoader));
        return seen.get(30, TimeUnit.SECONDS);
    }

    @Test
    void everyThreadHasTheModulesNameAndLoader() throws Exception {
        assertThat(nameAndLoader(threads.perTask())).isEqualTo("pricing@7 task-1 true");
        assertThat(nameAndLoader(threads.pool("rates", 2, 10))).isEqualTo("pricing@7 rates-1 true");
        assertThat(nameAndLoader(threads.scheduler("beat"))).isEqualTo("pricing@7 beat-1 true");
        Thread own = threads.factory("own").newThread(() -> {});
        assertThat(own.getName()).isEqualTo("pricing@7 own-1");
        assertThat(own.getContextClassLoader()).isSameAs(loader);
        assertThat(own.isDaemon()).isTrue();
    }

    @Test
    void thereIsOnePerTaskExecutor() {
        assertThat(threads.perTask()).isSameAs(threads.perTask());
    }

    @Test
    void aFullPoolRejects() throws Exception {
        ExecutorService pool = threads.pool("rates", 1, 1);
        CountDownLatch inside = new CountDownLatch(1);
        Future<?> first = pool.submit(() -> waits(inside));
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        Future<?> second = pool.submit(() -> {});
        assertThatThrownBy(() -> pool.submit(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
        never.countDown();
        first.get(30, TimeUnit.SECONDS);
        second.get(30, TimeUnit.SECONDS);
    }

    private void waits(CountDownLatch inside) {
        inside.countDown();
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void closingLetsShortTasksEnd() throws Exception {
        try (ModuleThreadsHolder patient =
                new ModuleThreadsHolder(
                        new ModuleThreads("pricing@7", loader, Duration.ofSeconds(30)))) {
            CountDownLatch inside = new CountDownLatch(1);
            Future<String> ends =
                    patient.threads()
                            .perTask()
                            .submit(() -> {
                                inside.countDown();
                                never.await();
                                return "done";
                            });
            assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
            Thread opens = Thread.ofVirtual().unstarted(never::countDown);
            opens.start();
            assertThat(patient.threads().close()).isEmpty();
            assertThat(ends.get(30, TimeUnit.SECONDS)).isEqualTo("done");
        }
    }

    private record ModuleThreadsHolder(ModuleThreads threads) implements AutoCloseable {
        @Override
        public void close() {
            threads.close();
        }
    }

    @Test
    void closingInterruptsWhatGoesOn() throws Exception {
        CountDownLatch inside = new CountDownLatch(3);
        CountDownLatch interrupted = new CountDownLatch(3);
        Runnable task =
                () -> {
                    inside.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                };
        threads.perTask().execute(task);
        threads.pool("rates", 1, 1).execute(task);
        threads.factory("own").newThread(task).start();
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(threads.close()).isEmpty();
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aRepeatedTaskEndsWithTheModule() throws Exception {
        ScheduledExecutorService beat = threads.scheduler("beat");
        CountDownLatch beats = new CountDownLatch(2);
        Future<?> repeated =
                beat.scheduleAtFixedRate(beats::countDown, 0, 1, TimeUnit.MILLISECONDS);
        assertThat(beats.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(threads.close()).isEmpty();
        assertThat(repeated.isDone()).isTrue();
        assertThat(beat.isTerminated()).isTrue();
    }

    @Test
    void aThreadThatIgnoresItsInterruptIsNamed() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        threads.factory("stubborn")
                .newThread(() -> {
                    inside.countDown();
                    while (never.getCount() > 0) {
                        try {
                            never.await();
                        } catch (InterruptedException ignored) {
                            // this is what it is for
                        }
                    }
                })
                .start();
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        List<String> left = threads.close();
        assertThat(left).singleElement().asString().contains("'pricing@7 stubborn-1' at ");
    }

    @Test
    void aStoppedModuleGetsNoThreadsAnyMore() {
        ExecutorService before = threads.perTask();
        threads.close();
        assertThatThrownBy(() -> before.submit(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> threads.pool("late", 1, 1))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("pricing@7 is stopped");
        assertThatThrownBy(() -> threads.factory("late"))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void numbersOutOfRangeAreRefusedAndSayTheRange() {
        assertThatThrownBy(() -> threads.pool("p", 0, 1)).hasMessageContaining("1 to 1000");
        assertThatThrownBy(() -> threads.pool("p", 1, 0)).hasMessageContaining("1 to 1000000");
        assertThatThrownBy(() -> threads.scheduler(" ")).hasMessageContaining("must not be empty");
    }

    @Test
    void aSchedulerHoldsOnlySoManyTasks() {
        ScheduledExecutorService beat = threads.scheduler("beat");
        for (int i = 0; i < BoundedScheduler.MOST_WAITING; i++) {
            Future<?> waiting = beat.schedule(() -> {}, 1, TimeUnit.DAYS);
            assertThat(waiting.isDone()).isFalse();
        }
        assertThatThrownBy(() -> beat.schedule(() -> {}, 1, TimeUnit.DAYS))
                .isInstanceOf(RejectedExecutionException.class);
    }
}
