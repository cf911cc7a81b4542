package dev.midstream.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.api.ActorFailed;
import dev.midstream.api.Actors;
import dev.midstream.api.Await;
import dev.midstream.api.Result;
import dev.midstream.api.Turn;
import dev.midstream.runtime.actor.Scripted.Ask1;
import dev.midstream.runtime.actor.Scripted.Do;
import dev.midstream.runtime.actor.Scripted.Say;
import dev.midstream.runtime.actor.Scripted.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine with its own threads. */
class EngineTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestDesks desks = new TestDesks();
    private final AtomicReference<ActorEngine> started = new AtomicReference<>();

    @AfterEach
    void close() {
        started.get().close();
    }

    private Behaviour start(ActorOptions options) {
        ActorEngine engine = ActorEngine.start(options);
        started.set(engine);
        engine.open(desks::desk);
        Behaviour behaviour =
                engine.behaviour(
                        "t", "m@1", EngineTest.class.getClassLoader(), List.class, Object.class);
        behaviour.bind(new Scripted());
        Behaviours all = new Behaviours(List.of(behaviour));
        engine.cutOver(all);
        desks.current(all);
        return behaviour;
    }

    @SuppressWarnings("unchecked")
    private static Actors<Object> handle(Behaviour behaviour) {
        return (Actors<Object>) behaviour.handle();
    }

    private static <R> R await(CompletionStage<R> stage) throws Exception {
        return stage.toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    /** Senders with and without a fast path, and stops in between: counts what was handled. */
    @Test
    void nothingIsLostRepeatedReorderedOrConcurrentUnderStopsAndTheFastPath() throws Exception {
        int senders = 4;
        int each = 20_000;
        Behaviour behaviour =
                start(ActorOptions.DEFAULT.trust(0).mailbox(1_000_000, 1_000_000).workers(2));
        AtomicBoolean inside = new AtomicBoolean();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger disorders = new AtomicInteger();
        AtomicLong handled = new AtomicLong();
        int[] last = new int[senders];
        List<Thread> threads = new ArrayList<>();
        for (int s = 0; s < senders; s++) {
            int sender = s;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                desks.hold(
                                        sender % 2 == 0
                                                ? new Behaviours(List.of(behaviour))
                                                : null);
                                for (int i = 1; i <= each; i++) {
                                    int number = i;
                                    handle(behaviour)
                                            .tell(
                                                    "a",
                                                    new Do(turn -> {
                                                        if (!inside.compareAndSet(false, true)) {
                                                            overlaps.incrementAndGet();
                                                        }
                                                        if (last[sender] != number - 1) {
                                                            disorders.incrementAndGet();
                                                        }
                                                        last[sender] = number;
                                                        handled.incrementAndGet();
                                                        if (number % 7 == 0) {
                                                            turn.stop();
                                                        }
                                                        inside.set(false);
                                                    }));
                                }
                            }));
        }
        for (Thread thread : threads) {
            assertThat(thread.join(SOON)).isTrue();
        }
        await(handle(behaviour).ask("a", new Words()));
        assertThat(handled.get()).isEqualTo((long) senders * each);
        assertThat(overlaps.get()).isZero();
        assertThat(disorders.get()).isZero();
        assertThat(last).containsOnly(each);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anActorThatLoopsOrBlocksIsQuarantinedItsNeighboursGoOnAndItOpensWhenTheTurnEnds(
            boolean loops) throws Exception {
        Behaviour behaviour =
                start(
                        ActorOptions.DEFAULT
                                .turns(Duration.ofMillis(50), Duration.ofMillis(200))
                                .workers(1));
        Actors<Object> actors = handle(behaviour);
        await(actors.ask("0", new Words()));
        actors.tell("loop", new Say("before"));
        AtomicBoolean release = new AtomicBoolean();
        CompletionStage<String> looping =
                actors.ask(
                        "loop",
                        new Ask1(turn -> {
                            turn.tellSelf(new Say("never"));
                            while (!release.get()) {
                                if (loops) {
                                    Thread.onSpinWait();
                                } else {
                                    LockSupport.parkNanos(1_000_000);
                                }
                            }
                        }));
        CompletionStage<List<String>> behind = actors.ask("loop", new Words());
        assertThat(looping.handle((ok, why) -> why).toCompletableFuture().get(30, TimeUnit.SECONDS))
                .isInstanceOf(ActorFailed.class)
                .hasMessageContaining("quarantined");
        assertThat(behind.handle((ok, why) -> why).toCompletableFuture().get(30, TimeUnit.SECONDS))
                .isInstanceOf(ActorFailed.class);
        assertThat(started.get().quarantined()).containsExactly("t 'loop'");
        assertThat(await(actors.ask("neighbour", new Words()))).isEmpty();
        assertThat(behaviour.inline()).isFalse();
        release.set(true);
        long end = System.nanoTime() + SOON.toNanos();
        List<String> words = null;
        while (words == null && System.nanoTime() < end) {
            words = await(actors.ask("loop", new Words()).exceptionally(still -> null));
        }
        assertThat(words).containsExactly("before");
        assertThat(started.get().quarantined()).isEmpty();
    }

    @Test
    void aSlowTurnLeavesTheFastPathForGood() throws Exception {
        Behaviour behaviour =
                start(
                        ActorOptions.DEFAULT
                                .trust(0)
                                .turns(Duration.ofMillis(40), Duration.ofSeconds(20)));
        assertThat(behaviour.inline()).isTrue();
        CountDownLatch release = new CountDownLatch(1);
        handle(behaviour).tell("a", new Do(turn -> release.await(20, TimeUnit.SECONDS)));
        long end = System.nanoTime() + SOON.toNanos();
        while (behaviour.inline() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        release.countDown();
        assertThat(behaviour.inline()).isFalse();
        await(handle(behaviour).ask("a", new Words()));
        behaviour.trust();
        assertThat(behaviour.inline()).isFalse();
        assertThat(started.get().report().getFirst().slowestMicros()).isGreaterThan(30_000);
        assertThat(started.get().report().getFirst().slowest()).isEqualTo("a");
    }

    /** Says what became of it. */
    record Note() implements Await<Object, Object> {
        @Override
        public Object answered(Result<Object> result) {
            return new Say(result.toString());
        }
    }

    @SuppressWarnings("unchecked")
    private static <R> Await<R, Object> note() {
        return (Await<R, Object>) (Await<?, ?>) new Note();
    }

    @Test
    void whatBlocksRunsOnAVirtualThreadAndItsResultIsAMessage() throws Exception {
        Actors<Object> actors = handle(start(ActorOptions.DEFAULT));
        CountDownLatch release = new CountDownLatch(1);
        actors.tell(
                "a",
                new Do(turn ->
                        turn.run(
                                () -> {
                                    release.await(20, TimeUnit.SECONDS);
                                    return "virtual " + Thread.currentThread().isVirtual();
                                },
                                EngineTest.<String>note())));
        assertThat(await(actors.ask("a", new Words()))).isEmpty();
        release.countDown();
        assertThat(awaitWord(actors, "a")).contains("virtual true");
    }

    @Test
    void whatThrowsOnAVirtualThreadIsAMessageToo() throws Exception {
        Actors<Object> actors = handle(start(ActorOptions.DEFAULT));
        actors.tell(
                "a",
                new Do(turn ->
                        turn.run(
                                () -> {
                                    throw new java.io.IOException("no network");
                                },
                                note())));
        assertThat(awaitWord(actors, "a")).contains("java.io.IOException").contains("no network");
    }

    private static String awaitWord(Actors<Object> actors, String key) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() < end) {
            List<String> words = await(actors.ask(key, new Words()));
            if (!words.isEmpty()) {
                return words.getFirst();
            }
        }
        throw new AssertionError("no word came within " + SOON);
    }

    @Test
    void waitingOnTheThreadThatNeverWaitsThrows() throws Exception {
        Behaviour behaviour = start(ActorOptions.DEFAULT);
        CountDownLatch release = new CountDownLatch(1);
        handle(behaviour).tell("a", new Do(turn -> release.await(20, TimeUnit.SECONDS)));
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread loop =
                Thread.ofPlatform()
                        .start(() -> {
                            desks.desk().neverWaits();
                            try {
                                handle(behaviour)
                                        .ask("a", new Words())
                                        .toCompletableFuture()
                                        .join();
                            } catch (Throwable any) {
                                thrown.complete(any);
                            }
                        });
        assertThat(thrown.get(30, TimeUnit.SECONDS)).hasMessageContaining("MS-ACTOR-005");
        release.countDown();
        assertThat(loop.join(SOON)).isTrue();
    }

    @Test
    void afterTheCloseAskersAreRefused() throws Exception {
        Actors<Object> actors = handle(start(ActorOptions.DEFAULT));
        await(actors.ask("a", new Words()));
        started.get().close();
        assertThat(whyRefused(actors.ask("a", new Words()))).hasMessageContaining("closing");
    }

    /** The turn that is under way ends after the close, and its actor is asked meanwhile. */
    @Test
    void afterTheCloseAskersAreRefusedByActorsAtWorkToo() throws Exception {
        Actors<Object> actors = handle(start(ActorOptions.DEFAULT));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        actors.tell(
                "a",
                new Do(_ -> {
                    inside.countDown();
                    awaitUninterruptibly(release);
                }));
        assertThat(inside.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        started.get().close();
        CompletionStage<?> asked = actors.ask("a", new Words());
        release.countDown();
        assertThat(whyRefused(asked)).hasMessageContaining("closing");
    }

    /** One worker, kept busy: all others wait in its queues when they are emptied. */
    @Test
    void whoeverWaitsForAWorkerAtTheCloseIsRefused() throws Exception {
        Actors<Object> actors = handle(start(ActorOptions.DEFAULT.workers(1)));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        actors.tell(
                "busy",
                new Do(_ -> {
                    inside.countDown();
                    awaitUninterruptibly(release);
                }));
        assertThat(inside.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        List<CompletionStage<?>> asked = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            asked.add(actors.ask("k" + i, new Words()));
        }
        started.get().close();
        for (CompletionStage<?> one : asked) {
            assertThat(whyRefused(one)).hasMessageContaining("closing");
        }
        release.countDown();
    }

    private static Throwable whyRefused(CompletionStage<?> asked) throws Exception {
        Throwable why =
                asked.handle((_, failed) -> failed)
                        .toCompletableFuture()
                        .get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(why).isInstanceOf(ActorFailed.class);
        return why;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        long end = System.nanoTime() + SOON.toNanos();
        while (latch.getCount() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(100_000);
            Thread.interrupted(); // the close interrupts workers
        }
    }

    @Test
    void thousandsStopAndBeginAnewWithoutLoss() throws Exception {
        Actors<Object> actors = handle(start(ActorOptions.DEFAULT.trust(0)));
        for (int i = 0; i < 5_000; i++) {
            actors.tell("k" + i, new Say("x"));
            actors.tell("k" + i, new Do(Turn::stop));
        }
        for (int i = 0; i < 5_000; i++) {
            assertThat(await(actors.ask("k" + i, new Words()))).isEmpty();
        }
    }
}
