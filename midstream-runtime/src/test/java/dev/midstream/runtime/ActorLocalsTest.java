package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.shop.Answers;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What turns leave in thread-locals of the workers, which live as long as the host. */
@Timeout(120)
class ActorLocalsTest {

    private static final int UPGRADES = 8;

    private static TestApp app(int version) {
        return TestApp.named("app")
                .module(
                        "c",
                        """
                        package c;
                        public interface C {
                            record Seen(int turns) {}
                            record Next() implements dev.midstream.api.Ask<C.Next, String> {}
                        }
                        """)
                .module(
                        "m",
                        List.of("c"),
                        """
                        package m;
                        import c.C;
                        import dev.midstream.api.*;
                        import dev.midstream.runtime.shop.Answers;
                        public final class M implements AppModule {
                            private static final ThreadLocal<Object[]> CACHE =
                                    ThreadLocal.withInitial(() -> new Object[] {M.class});
                            private final Actors<C.Next> actors;
                            public M(Actors<C.Next> actors) { this.actors = actors; }
                            public void configure(Wiring wiring) { wiring.actor(new A()); }
                            @Provides public Answers answers() {
                                return new Answers() {
                                    public String slow(String latch) { return latch; }
                                    public String answer() {
                                        try {
                                            return actors.ask("k", new C.Next())
                                                    .thenApply(said -> said + CACHE.get().length)
                                                    .toCompletableFuture().get();
                                        } catch (Exception e) {
                                            throw new IllegalStateException(e);
                                        }
                                    }
                                };
                            }
                            @ActorType("a")
                            public static final class A implements Actor<C.Seen, C.Next> {
                                public C.Seen create(String key) { return new C.Seen(0); }
                                public C.Seen receive(C.Seen seen, C.Next next, Turn<C.Next> turn) {
                                    turn.reply(next, Thread.currentThread().getName().replaceAll("[0-9]", "")
                                            + %d + ":" + seen.turns() + ":" + CACHE.get().length + ":");
                                    return new C.Seen(seen.turns() + 1);
                                }
                            }
                        }
                        """
                                .formatted(version));
    }

    /**
     * What is chained to an answer that is there already runs on the caller: none that lives on.
     */
    private static String answer(Answers answers) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            return callers.submit(answers::answer).get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void theyGoWithTheirGeneration() throws Exception {
        UpgradeOptions now = new UpgradeOptions(Confirm.NOW, false, Duration.ofSeconds(30));
        try (Midstream midstream =
                Midstream.builder().artefact(app(0).bytes()).contract(Answers.class).start()) {
            Answers answers = midstream.reference(Answers.class);
            for (int i = 0; i <= UPGRADES; i++) {
                assertThat(answer(answers)).isEqualTo("midstream-actor-" + i + ":" + i + ":1:1");
                if (i < UPGRADES) {
                    try (Lease lease = midstream.lease("test")) {
                        assertThat(lease.upgrade(app(i + 1).bytes(), now, StageListener.NONE))
                                .isInstanceOf(Outcome.Done.class);
                    }
                }
            }
            List<Leak> leaks = midstream.leaks(true);
            for (int again = 0; again < 10 && !leaks.isEmpty(); again++) {
                leaks = midstream.leaks(true);
            }
            assertThat(leaks).isEmpty();
        }
    }
}
