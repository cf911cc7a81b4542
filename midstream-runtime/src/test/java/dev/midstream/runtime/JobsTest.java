package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.job.DrivenTime;
import dev.midstream.runtime.job.JobStatus;
import dev.midstream.runtime.shop.Latches;
import dev.midstream.runtime.shop.Ticks;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code wiring.every} in a whole host, on a clock that the test moves. */
@Timeout(120)
class JobsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final DrivenTime time = new DrivenTime();
    private int expected;

    @BeforeEach
    void fresh() {
        Ticks.clear();
    }

    private static byte[] app(String version, String declarations) {
        return TestApp.named("jobs")
                .module(
                        "m",
                        """
                        package m;
                        import dev.midstream.api.*;
                        import dev.midstream.runtime.shop.*;
                        import java.time.Duration;
                        public final class M implements AppModule {
                            static final String VERSION = "%s";
                            public void configure(Wiring wiring) {
                                Duration minute = Duration.ofMinutes(1);
                                %s
                            }
                        }
                        """
                                .formatted(version, declarations))
                .bytes();
    }

    private static final String NOTES = "wiring.every(\"j\", minute, () -> Ticks.note(VERSION));";

    private Midstream start(byte[] artefact) throws Exception {
        return Hosts.of(artefact).jobTime(time).start();
    }

    /** Moves the time by a period and waits for what comes of it. */
    private void tick(Midstream midstream) {
        time.advance(MINUTE);
        expected++;
        Hosts.await("tick " + expected, () -> Ticks.all().size() >= expected);
        Hosts.await(
                "its end", () -> midstream.status().jobs().stream().noneMatch(JobStatus::running));
    }

    private static JobStatus job(Midstream midstream) {
        assertThat(midstream.status().jobs()).hasSize(1);
        return midstream.status().jobs().getFirst();
    }

    @Test
    void noTickIsLostOrDoubledAcrossTwentyUpgrades() throws Exception {
        List<String> versions = new ArrayList<>();
        try (Midstream midstream = start(app("v0", NOTES))) {
            tick(midstream);
            versions.add("v0");
            for (int i = 1; i <= 20; i++) {
                // Half a period before and half after: the due time is the one from before.
                time.advance(MINUTE.dividedBy(2));
                assertThat(Hosts.replace(midstream, app("v" + i, NOTES)))
                        .isInstanceOf(Outcome.Done.class);
                assertThat(Ticks.all()).hasSize(expected);
                time.advance(MINUTE.dividedBy(2));
                expected++;
                Hosts.await("tick " + expected, () -> Ticks.all().size() >= expected);
                versions.add("v" + i);
            }
            Hosts.await("the end", () -> !job(midstream).running());
            assertThat(job(midstream).runs()).isEqualTo(21);
            assertThat(job(midstream).skipped()).isZero();
        }
        assertThat(Ticks.all()).isEqualTo(versions);
    }

    /** Actors that note what they are told; the second tells their state, a contract's type. */
    private static byte[] telling(String version, String declaration) {
        return TestApp.named("jobs")
                .module(
                        "c",
                        """
                        package c;
                        public interface C {
                            record Told(long times) {}
                            record Tell(String what) {}
                        }
                        """)
                .module(
                        "m",
                        List.of("c"),
                        """
                        package m;
                        import c.C;
                        import dev.midstream.api.*;
                        import dev.midstream.runtime.shop.*;
                        import java.time.Duration;
                        public final class M implements AppModule {
                            private final Actors<C.Tell> actors;
                            public M(Actors<C.Tell> actors) { this.actors = actors; }
                            public void configure(Wiring wiring) {
                                Duration minute = Duration.ofMinutes(1);
                                wiring.actor(new A());
                                %2$s
                            }
                            @ActorType("a")
                            public static final class A implements Actor<C.Told, C.Tell> {
                                public C.Told create(String key) { return new C.Told(0); }
                                public C.Told receive(C.Told told, C.Tell tell, Turn<C.Tell> turn) {
                                    C.Told next = new C.Told(told.times() + 1);
                                    Ticks.note(
                                            "%1$s " + turn.key() + " " + tell.what() + " " + next.times());
                                    return next;
                                }
                            }
                        }
                        """
                                .formatted(version, declaration))
                .bytes();
    }

    @Test
    void anActorIsToldAtEachTickByTheCurrentGenerationsDeclaration() throws Exception {
        String tells = "wiring.every(\"j\", minute, actors, \"k\", new C.Tell(\"%s\"));";
        try (Midstream midstream = start(telling("v1", tells.formatted("x")))) {
            tick(midstream);
            tick(midstream);
            time.advance(MINUTE.dividedBy(2));
            try (Lease lease = midstream.lease("test")) {
                // What this actor notes is an effect past its turn, which a comparison would
                // repeat.
                UpgradeOptions options =
                        new UpgradeOptions(Confirm.NOW, false, Duration.ofSeconds(5)).warm(false);
                lease.upgrade(telling("v2", tells.formatted("y")), options, StageListener.NONE);
            }
            time.advance(MINUTE.dividedBy(2));
            expected++;
            Hosts.await("tick " + expected, () -> Ticks.all().size() >= expected);
            Hosts.await("its end", () -> !job(midstream).running());
            assertThat(Ticks.all()).containsExactly("v1 k x 1", "v1 k x 2", "v2 k y 3");
            assertThat(job(midstream).runs()).isEqualTo(3);
            assertThat(job(midstream).failures()).isZero();
            assertThat(midstream.status().actors().getFirst().turns()).isEqualTo(3);
            assertThat(midstream.metrics())
                    .contains("midstream_actors{type=\"a\"} 1\n")
                    .contains("midstream_actor_turns_total{type=\"a\"} 3\n")
                    .contains("midstream_actor_quarantined{type=\"a\"} 0\n");
        }
    }

    @Test
    void whatAnActorCannotBeToldIsAFailureOfTheJob() throws Exception {
        String tells =
                "wiring.every(\"j\", minute, actors, \"k\".repeat(1_001), new C.Tell(\"x\"));";
        try (Midstream midstream = start(telling("v1", tells))) {
            time.advance(MINUTE);
            Hosts.await("a failure", () -> job(midstream).failures() == 1);
            assertThat(Ticks.all()).isEmpty();
        }
    }

    @Test
    void missedTicksAreOneRun() throws Exception {
        try (Midstream midstream = start(app("v1", NOTES))) {
            time.advance(MINUTE.multipliedBy(10));
            Hosts.await("a run", () -> Ticks.all().size() == 1);
            expected = 1;
            tick(midstream);
            assertThat(job(midstream).runs()).isEqualTo(2);
        }
    }

    @Test
    void aJobNeverRunsBesideItselfEvenAcrossAnUpgrade() throws Exception {
        String gate = UUID.randomUUID().toString();
        String waits =
                "wiring.every(\"j\", minute, () -> { Ticks.note(VERSION); Latches.await(\"%s\"); });"
                        .formatted(gate);
        try (Midstream midstream =
                Hosts.of(app("v1", waits)).jobTime(time).jobDeadline(Duration.ofDays(1)).start()) {
            time.advance(MINUTE);
            Hosts.await("a run", () -> Ticks.all().size() == 1);
            time.advance(MINUTE);
            Hosts.await("a skipped tick", () -> job(midstream).skipped() == 1);

            try (Lease lease = midstream.lease("test")) {
                var going =
                        java.util.concurrent.CompletableFuture.supplyAsync(() ->
                                lease.upgrade(
                                        app("v2", NOTES),
                                        dev.midstream.runtime.upgrade.UpgradeOptions.DEFAULT,
                                        dev.midstream.runtime.upgrade.StageListener.NONE));
                Hosts.await("the cutover", () -> midstream.status().generation() == 2);
                time.advance(MINUTE);
                Hosts.await("a skipped tick", () -> job(midstream).skipped() == 2);
                assertThat(Ticks.all()).containsExactly("v1");
                assertThat(midstream.status().generations().getLast().pins()).isOne();

                Latches.open(gate);
                assertThat(going.get(30, java.util.concurrent.TimeUnit.SECONDS))
                        .isInstanceOf(Outcome.Done.class);
            }
            expected = 1;
            tick(midstream);
            assertThat(Ticks.all()).containsExactly("v1", "v2");
        }
    }

    @Test
    void anotherPeriodTakesEffectAtTheCutover() throws Exception {
        try (Midstream midstream = start(app("v1", NOTES))) {
            Hosts.replace(midstream, app("v2", NOTES.replace("minute,", "minute.dividedBy(4),")));
            assertThat(job(midstream).period()).isEqualTo(Duration.ofSeconds(15));
            time.advance(Duration.ofSeconds(15));
            Hosts.await("a run", () -> Ticks.all().equals(List.of("v2")));
        }
    }

    @Test
    void aJobThatIsNotDeclaredAnyMoreStopsAndComesBackWithARollback() throws Exception {
        try (Midstream midstream = start(app("v1", NOTES))) {
            tick(midstream);
            Hosts.upgrade(midstream, app("v2", ""));
            assertThat(midstream.status().jobs()).isEmpty();
            time.advance(MINUTE.multipliedBy(3));
            Hosts.rollback(midstream);
            assertThat(job(midstream).runs()).isZero();
            tick(midstream);
            assertThat(Ticks.all()).containsExactly("v1", "v1");
        }
    }

    @Test
    void failuresAreCountedAndTheNextTickRuns() throws Exception {
        String fails =
                "wiring.every(\"j\", minute, () -> { Ticks.note(VERSION);"
                        + " throw new IllegalStateException(\"on purpose\"); });";
        try (Midstream midstream = start(app("v1", fails))) {
            tick(midstream);
            tick(midstream);
            assertThat(job(midstream).failures()).isEqualTo(2);
            assertThat(job(midstream).runs()).isEqualTo(2);
        }
    }

    @Test
    void aRunPastItsDeadlineIsInterrupted() throws Exception {
        String sleeps =
                "wiring.every(\"j\", minute, () -> { Ticks.note(\"begun\");"
                        + " try { new java.util.concurrent.CountDownLatch(1).await(); }"
                        + " catch (InterruptedException e) { Ticks.note(\"interrupted\"); } });";
        try (Midstream midstream =
                Hosts.of(app("v1", sleeps))
                        .jobTime(time)
                        .jobDeadline(Duration.ofSeconds(20))
                        .start()) {
            time.advance(MINUTE);
            Hosts.await("a run", () -> Ticks.all().size() == 1);
            time.advance(Duration.ofSeconds(19));
            assertThat(job(midstream).running()).isTrue();
            time.advance(Duration.ofSeconds(1));
            Hosts.await("its end", () -> !job(midstream).running());
            assertThat(Ticks.all()).containsExactly("begun", "interrupted");
        }
    }

    @Test
    void aRunHasTheModulesLoaderAndItsName() throws Exception {
        String says =
                "wiring.every(\"j\", minute, () -> Ticks.note(Thread.currentThread().getName()"
                        + " + \" \" + (Thread.currentThread().getContextClassLoader()"
                        + " == M.class.getClassLoader())));";
        try (Midstream midstream = start(app("v1", says))) {
            tick(midstream);
            assertThat(Ticks.all()).containsExactly("midstream job j of m@1 true");
        }
    }

    @Test
    void twoJobsOfOneNameOrAWrongPeriodAreRefused() throws Exception {
        try (Midstream midstream = start(app("v1", NOTES))) {
            assertThat(refusal(midstream, NOTES + NOTES)).contains("declared twice");
            assertThat(refusal(midstream, NOTES.replace("minute,", "Duration.ZERO,")))
                    .contains("a period from 1 ms to 366 days");
            assertThat(refusal(midstream, NOTES.replace("\"j\"", "\" \"")))
                    .contains("must not be empty");
            assertThat(job(midstream).runs()).isZero();
        }
    }

    private static String refusal(Midstream midstream, String declarations) throws Exception {
        Outcome outcome = Hosts.upgrade(midstream, app("v2", declarations));
        assertThat(outcome).isInstanceOf(Outcome.Refusal.class);
        return outcome.message();
    }
}
