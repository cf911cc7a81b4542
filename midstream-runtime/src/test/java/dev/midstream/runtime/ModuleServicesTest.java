package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.shop.Answers;
import dev.midstream.runtime.shop.Ticks;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a module asks the host for, in a whole host: it is there, and goes with the instance. */
@Timeout(180)
class ModuleServicesTest {

    @BeforeEach
    void fresh() {
        Ticks.clear();
    }

    private static byte[] app(String version, String parameters, String answer) {
        return TestApp.named("asks")
                .module(
                        "m",
                        """
                        package m;
                        import dev.midstream.api.*;
                        import dev.midstream.runtime.shop.*;
                        import java.time.*;
                        import java.util.concurrent.*;
                        import java.util.random.*;
                        public final class M implements AppModule {
                            static final String VERSION = "%s";
                            private final Callable<String> answer;
                            public M(%s) {
                                answer = () -> %s;
                            }
                            @Provides public Answers answers() {
                                return new Answers() {
                                    public String answer() {
                                        try {
                                            return answer.call();
                                        } catch (Exception e) {
                                            throw new IllegalStateException(e);
                                        }
                                    }
                                    public String slow(String gate) { return answer(); }
                                };
                            }
                        }
                        """
                                .formatted(version, parameters, answer))
                .bytes();
    }

    private static String answer(Midstream midstream) {
        return midstream.reference(Answers.class).answer();
    }

    private static final String ALL =
            "Clock clock, InstantSource instants, RandomGenerator random, Executor executor,"
                    + " ExecutorService tasks, Threads threads, Metrics metrics";

    @Test
    void everythingThatTheHostMakesCanBeAskedFor() throws Exception {
        String uses =
                "clock.instant().getEpochSecond() / 100 == instants.instant().getEpochSecond() /"
                        + " 100 && random.nextInt(5) < 5 && executor == tasks ? tasks.submit(() ->"
                        + " Thread.currentThread().toString().contains(\"m@1 task-\") + \" \" +"
                        + " Thread.currentThread().isVirtual()).get() : \"no\"";
        try (Midstream midstream = Hosts.of(app("v1", ALL, uses)).start()) {
            assertThat(answer(midstream)).isEqualTo("true true");
        }
    }

    @Test
    void whatAnEmbedderProvidesComesFirst() throws Exception {
        Clock stopped = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
        try (Midstream midstream =
                Hosts.of(app("v1", "Clock clock", "clock.instant().toString()"))
                        .provide(Clock.class, stopped)
                        .start()) {
            assertThat(answer(midstream)).isEqualTo("2030-01-01T00:00:00Z");
        }
    }

    @Test
    void whatAModuleProvidesComesFirst() throws Exception {
        byte[] app =
                TestApp.named("asks")
                        .module(
                                "time",
                                "package t; public class T implements dev.midstream.api.AppModule {"
                                        + " @dev.midstream.api.Provides public java.time.Clock clock()"
                                        + " { return java.time.Clock.fixed(java.time.Instant.EPOCH,"
                                        + " java.time.ZoneOffset.UTC); } }")
                        .module(
                                "m",
                                """
                                package m;
                                import dev.midstream.runtime.shop.*;
                                public final class M implements dev.midstream.api.AppModule {
                                    private final java.time.Clock clock;
                                    public M(java.time.Clock clock) { this.clock = clock; }
                                    @dev.midstream.api.Provides public Answers answers() {
                                        return new Answers() {
                                            public String answer() {
                                                return clock.instant().toString();
                                            }
                                            public String slow(String gate) { return ""; }
                                        };
                                    }
                                }
                                """)
                        .bytes();
        try (Midstream midstream = Hosts.of(app).start()) {
            assertThat(answer(midstream)).isEqualTo("1970-01-01T00:00:00Z");
        }
    }

    @Test
    void executorsEndAfterStopAndTheLoaderIsCollected() throws Exception {
        try (Midstream midstream = Hosts.of(started("v1")).start()) {
            Hosts.await("three tasks", () -> count("begun v1") == 3);
            Hosts.replace(midstream, started("v2"));
            List<String> all = Ticks.all();
            assertThat(count("interrupted v1")).isEqualTo(3);
            assertThat(all.indexOf("stop v1")).isLessThan(all.indexOf("interrupted v1"));
            Hosts.await("v1 collected", () -> midstream.leaks(true).isEmpty());
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("m@1 "));
        }
        assertThat(count("interrupted v2")).isEqualTo(3);
    }

    private static byte[] started(String version) {
        return TestApp.named("asks")
                .module(
                        "m",
                        """
                        package m;
                        import dev.midstream.api.*;
                        import dev.midstream.runtime.shop.*;
                        import java.util.concurrent.*;
                        public final class M implements AppModule {
                            static final String VERSION = "%s";
                            private final Threads threads;
                            private final ExecutorService tasks;
                            public M(Threads threads, ExecutorService tasks) {
                                this.threads = threads;
                                this.tasks = tasks;
                            }
                            @Override public void start(Start start) {
                                waits(tasks);
                                waits(threads.pool("p", 1, 10));
                                waits(threads.scheduler("s"));
                            }
                            private static void waits(Executor executor) {
                                executor.execute(() -> {
                                    try {
                                        Ticks.note("begun " + VERSION);
                                        new CountDownLatch(1).await();
                                    } catch (InterruptedException e) {
                                        Ticks.note("interrupted " + VERSION);
                                    }
                                });
                            }
                            @Override public void stop() { Ticks.note("stop " + VERSION); }
                        }
                        """
                                .formatted(version))
                .bytes();
    }

    private static long count(String what) {
        return Ticks.all().stream().filter(what::equals).count();
    }

    @Test
    void aRefusedUpgradeLeavesNoThreadBehind() throws Exception {
        byte[] fails =
                TestApp.named("asks")
                        .module(
                                "m",
                                """
                                package m;
                                import dev.midstream.api.*;
                                import dev.midstream.runtime.shop.*;
                                import java.util.concurrent.*;
                                public final class M implements AppModule {
                                    public M(ExecutorService tasks) {
                                        tasks.execute(() -> {
                                            try {
                                                Ticks.note("begun");
                                                new CountDownLatch(1).await();
                                            } catch (InterruptedException e) {
                                                Ticks.note("interrupted");
                                            }
                                        });
                                        while (Ticks.all().isEmpty()) { Thread.onSpinWait(); }
                                        throw new IllegalStateException("on purpose");
                                    }
                                }
                                """)
                        .bytes();
        try (Midstream midstream = Hosts.of(app("v1", "", "VERSION")).start()) {
            Hosts.upgrade(midstream, fails);
            assertThat(Ticks.all()).containsExactly("begun", "interrupted");
            Hosts.await("it is collected", () -> midstream.leaks(true).isEmpty());
            assertThat(answer(midstream)).isEqualTo("v1");
        }
    }

    @Test
    void countersGoOnAndGaugesChangeWithTheGeneration() throws Exception {
        try (Midstream midstream = Hosts.of(counting("1")).start()) {
            assertThat(midstream.metrics())
                    .contains("made_total{module=\"m\"} 1\n")
                    .contains("\nversion{module=\"m\"} 1\n");
            Hosts.upgrade(midstream, counting("2"));
            assertThat(midstream.metrics())
                    .contains("made_total{module=\"m\"} 2\n")
                    .contains("\nversion{module=\"m\"} 2\n")
                    .contains("midstream_generation 2\n");
            Hosts.rollback(midstream);
            assertThat(midstream.metrics())
                    .contains("made_total{module=\"m\"} 2\n")
                    .contains("\nversion{module=\"m\"} 1\n");
            Hosts.await("2 collected", () -> midstream.leaks(true).isEmpty());
        }
    }

    private static byte[] counting(String version) {
        return TestApp.named("counts")
                .module(
                        "m",
                        """
                        package m;
                        import dev.midstream.api.*;
                        public final class M implements AppModule {
                            private final Metrics metrics;
                            public M(Metrics metrics) {
                                this.metrics = metrics;
                                metrics.gauge("version", () -> %s);
                            }
                            @Override public void start(Start start) {
                                metrics.counter("made").increment();
                            }
                        }
                        """
                                .formatted(version))
                .bytes();
    }

    @Test
    void loggersOfEveryKindLetTheLoaderGo() throws Exception {
        try (Midstream midstream = Hosts.of(logging("1")).start()) {
            for (int i = 2; i <= 6; i++) {
                Hosts.replace(midstream, logging(String.valueOf(i)));
            }
            Hosts.await("all collected", () -> midstream.leaks(true).isEmpty());
        }
    }

    private static byte[] logging(String version) {
        return TestApp.named("logs")
                .module(
                        "m",
                        """
                        package m;
                        import dev.midstream.api.*;
                        public final class M implements AppModule {
                            private static final System.Logger SYSTEM = System.getLogger("logs.system");
                            private static final org.slf4j.Logger SLF4J =
                                    org.slf4j.LoggerFactory.getLogger("logs.slf4j");
                            private static final java.util.logging.Logger JUL =
                                    java.util.logging.Logger.getLogger("logs.jul");
                            static final class Problem extends RuntimeException {
                                Problem() { super("version %s"); }
                            }
                            @Override public void start(Start start) {
                                SYSTEM.log(System.Logger.Level.DEBUG, "system", new Problem());
                                SLF4J.debug("slf4j", new Problem());
                                JUL.log(java.util.logging.Level.FINE, "jul", new Problem());
                            }
                        }
                        """
                                .formatted(version))
                .bytes();
    }
}
