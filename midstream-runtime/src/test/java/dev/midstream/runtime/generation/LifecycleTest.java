package dev.midstream.runtime.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final ClassLoader LOADER = LifecycleTest.class.getClassLoader();
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(30);

    private final Cancellation cancellation = new Cancellation();

    private Lifecycle lifecycle(Duration deadline) {
        return new Lifecycle(deadline, cancellation);
    }

    @Test
    void aPieceRunsOnAFreshNamedThreadWithTheModulesLoader() throws Exception {
        try (URLClassLoader loader = new URLClassLoader("m", new URL[0], LOADER)) {
            Thread thread = lifecycle(LONG).run("start of m@1", loader, Thread::currentThread);
            assertThat(thread).isNotSameAs(Thread.currentThread());
            assertThat(thread.getName()).isEqualTo("midstream start of m@1");
            assertThat(thread.isDaemon()).isTrue();
            ClassLoader seen =
                    lifecycle(LONG)
                            .run("x", loader, () -> Thread.currentThread().getContextClassLoader());
            assertThat(seen).isSameAs(loader);
        }
    }

    @Test
    void whatAPieceThrowsArrivesAsItsCause() {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> lifecycle(LONG).run("x", LOADER, this::fails))
                .withCause(new IOException("no disk"));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> lifecycle(LONG).run("x", LOADER, this::doesNotLink))
                .withCauseInstanceOf(NoClassDefFoundError.class);
    }

    private Object fails() throws IOException {
        throw new IOException("no disk");
    }

    private Object doesNotLink() {
        throw new NoClassDefFoundError("a/B");
    }

    @Test
    void aPieceThatHangsIsInterruptedAndNamedWithWhereItStands() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        assertThatExceptionOfType(Lifecycle.TooSlow.class)
                .isThrownBy(() ->
                        lifecycle(SHORT)
                                .run("start of m@1", LOADER, () -> hang(never, interrupted)))
                .withMessageStartingWith("start of m@1 has not returned after 30 ms")
                .withMessageContaining("LifecycleTest.hang")
                .withMessageNotContaining("ignores the interrupt");
        assertThat(interrupted.getCount()).isZero();
    }

    private static Object hang(CountDownLatch never, CountDownLatch interrupted) {
        try {
            return never.await(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted.countDown();
            return e;
        }
    }

    @Test
    void aPieceThatIgnoresItsInterruptIsGivenUpAndSaidSo() {
        AtomicBoolean end = new AtomicBoolean();
        try {
            assertThatExceptionOfType(Lifecycle.TooSlow.class)
                    .isThrownBy(() -> lifecycle(SHORT).run("start", LOADER, () -> ignore(end)))
                    .withMessageContaining("ignores the interrupt");
        } finally {
            end.set(true);
        }
    }

    private static Object ignore(AtomicBoolean end) {
        boolean interrupted = false;
        while (!end.get()) {
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            interrupted |= Thread.interrupted();
        }
        return interrupted;
    }

    @Test
    void aWishBeforeAPieceKeepsItFromRunning() {
        cancellation.cancel();
        AtomicBoolean ran = new AtomicBoolean();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> lifecycle(LONG).run("x", LOADER, () -> ran.getAndSet(true)));
        assertThat(ran).isFalse();
    }

    @Test
    void aWishWhileAPieceRunsInterruptsIt() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() ->
                        lifecycle(LONG)
                                .run(
                                        "x",
                                        LOADER,
                                        () -> {
                                            Thread.startVirtualThread(cancellation::cancel);
                                            return hang(never, interrupted);
                                        }));
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aWishAfterAPieceEndsTheNextOne() throws Exception {
        Lifecycle lifecycle = lifecycle(LONG);
        assertThat(lifecycle.run("one", LOADER, () -> 1)).isEqualTo(1);
        cancellation.cancel();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> lifecycle.run("two", LOADER, () -> 2));
    }

    @Test
    void anInterruptOfTheWaiterEndsThePieceAndIsKept() {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() ->
                        lifecycle(LONG).run("x", LOADER, () -> hang(never, new CountDownLatch(1))));
        assertThat(Thread.interrupted()).isTrue();
    }
}
