package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.WarmReport;
import dev.midstream.runtime.shop.Ticks;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.StageTime;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Warm-ups of a whole host, behind a door without a socket. */
@Timeout(180)
class WarmTest {

    private static final Duration BUDGET = Duration.ofMillis(300);

    @BeforeEach
    void fresh() {
        Ticks.clear();
    }

    private static TestApp app(String version) {
        return app(version, "");
    }

    private static TestApp app(String version, String more) {
        return TestApp.named("hits")
                .module(
                        "counting",
                        """
                        package counting;
                        import java.util.concurrent.atomic.AtomicLong;
                        public final class CountingModule implements dev.midstream.api.AppModule {
                            public interface Hits { long hit(); }
                            @dev.midstream.api.Provides public Hits hits() {
                                AtomicLong hits = new AtomicLong();
                                return hits::incrementAndGet;
                            }
                        }
                        """)
                .module(
                        "web",
                        List.of("counting"),
                        """
                        package web;
                        import dev.midstream.api.*;
                        import counting.CountingModule.Hits;
                        public final class WebModule implements AppModule {
                            private final Hits hits;
                            private boolean started;
                            public WebModule(Hits hits, Threads threads, Metrics metrics) {
                                this.hits = hits;
                                metrics.gauge("web", () -> 1);
                                threads.scheduler("s").scheduleAtFixedRate(
                                        () -> dev.midstream.runtime.shop.Ticks.note("%1$s"),
                                        0, 1, java.util.concurrent.TimeUnit.HOURS);
                            }
                            @Override public void start(Start start) { started = true; }
                            @Override public void configure(Wiring wiring) {
                                wiring.http()
                                    .get("/hit", call -> Response.text("%1$s " + hits.hit()))
                                    .get("/started", call -> started
                                            ? Response.text("%1$s") : Response.status(500))
                                    .get("/quiet", call -> Response.text("%1$s"))
                                        .record(Recording.OFF);
                            }
                            %2$s
                        }
                        """
                                .formatted(version, more));
    }

    private static Outcome.Done upgrade(Midstream midstream, TestApp to) throws Exception {
        Outcome outcome = Hosts.upgrade(midstream, to.bytes());
        assertThat(outcome).as(outcome::message).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    private static WarmReport.Kind kind(Outcome.Done done, String name) {
        return done.warm().orElseThrow().kinds().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> codes(Outcome outcome) {
        return outcome.findings().stream().map(Finding::code).map(code -> code.id()).toList();
    }

    @Test
    void afterTenWarmUpsTheCounterOfAKeptModuleShowsWhatClientsHaveDone() throws Exception {
        try (Midstream midstream = Hosts.of(app("v0").bytes()).warmBudget(BUDGET).start()) {
            ShadowDoor door = new ShadowDoor(midstream.gate());
            int hits = 0;
            for (int i = 0; i < 10; i++) {
                for (int n = 0; n < 5; n++) {
                    assertThat(door.get("/hit")).isEqualTo("v" + i + " " + ++hits);
                }
                Outcome.Done done = upgrade(midstream, app("v" + (i + 1)));
                assertThat(kind(done, "GET /hit").replayed()).isPositive();
            }
            assertThat(door.replays.get()).isGreaterThan(1_000);
            assertThat(door.get("/hit")).isEqualTo("v10 51");
        }
    }

    @Test
    void nothingOfAShadowIsStartedScheduledOrMeasured() throws Exception {
        try (Midstream midstream = Hosts.of(app("v0").bytes()).warmBudget(BUDGET).start()) {
            ShadowDoor door = new ShadowDoor(midstream.gate());
            assertThat(door.get("/started")).isEqualTo("v0");
            for (int n = 0; n < 5; n++) {
                door.get("/hit");
            }
            Outcome.Done done = upgrade(midstream, app("v1"));
            Hosts.await("the live scheduler", () -> Ticks.all().contains("v1"));

            assertThat(Ticks.all()).containsOnlyOnce("v1");
            assertThat(door.get("/started")).isEqualTo("v1");
            assertThat(midstream.metrics().lines().filter(line -> line.contains("web\"} 1")))
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(kind(done, "GET /started").cold()).isPresent();
        }
    }

    @Test
    void whatWillBeColdIsNamedWithItsShareAndAsksForADecision() throws Exception {
        try (Midstream midstream = Hosts.of(app("v0").bytes()).warmBudget(BUDGET).start()) {
            ShadowDoor door = new ShadowDoor(midstream.gate());
            for (int n = 0; n < 3; n++) {
                door.get("/started");
            }
            door.get("/hit");

            Outcome.Done done = upgrade(midstream, app("v1"));

            assertThat(done.warm().orElseThrow().coldPercent()).isBetween(74.0, 76.0);
            assertThat(codes(done)).contains("MS-WARM-002");
            assertThat(done.findings().toString())
                    .contains("GET /started (75.0 %)")
                    .contains("GET /started: look what it needs that a shadow does not have");
        }
    }

    @Test
    void withoutTrafficOrUnwantedThereIsNoWarmUp() throws Exception {
        try (Midstream midstream = Hosts.of(app("v0").bytes()).warmBudget(BUDGET).start()) {
            Outcome.Done idle = upgrade(midstream, app("v1"));
            assertThat(idle.warm()).isEmpty();
            assertThat(idle.stages()).extracting(StageTime::name).doesNotContain("warm");

            ShadowDoor door = new ShadowDoor(midstream.gate());
            for (int n = 0; n < 5; n++) {
                door.get("/hit");
            }
            try (Lease lease = midstream.lease("test")) {
                Outcome outcome =
                        lease.upgrade(
                                app("v2").bytes(),
                                UpgradeOptions.DEFAULT.warm(false),
                                StageListener.NONE);
                assertThat(outcome).isInstanceOf(Outcome.Done.class);
            }
            assertThat(door.replays.get()).isZero();
        }
    }

    @Test
    void aModuleAddsWorkAndItsFailingHookIsReported() throws Exception {
        String works =
                """
                @Override public void warm(Warmup warmup) {
                    warmup.get("/started").get("/hit")
                          .work("sum", () -> java.util.stream.IntStream.range(0, 100).sum());
                }
                """;
        String fails =
                """
                @Override public void warm(Warmup warmup) {
                    throw new IllegalStateException("not " + started);
                }
                """;
        try (Midstream midstream = Hosts.of(app("v0").bytes()).warmBudget(BUDGET).start()) {
            ShadowDoor door = new ShadowDoor(midstream.gate());

            Outcome.Done done = upgrade(midstream, app("v1", works));
            assertThat(kind(done, "work sum of web").replayed()).isPositive();
            assertThat(kind(done, "GET /hit of web").replayed()).isPositive();
            assertThat(kind(done, "GET /started of web").cold()).isPresent();
            assertThat(door.get("/hit")).isEqualTo("v1 1");

            Outcome.Done failed = upgrade(midstream, app("v2", fails));
            assertThat(codes(failed)).contains("MS-WARM-003");
            assertThat(failed.findings().toString()).contains("not false");
        }
    }

    @Test
    void aWarmUpThatIsCancelledLeavesNothingBehind() throws Exception {
        try (Midstream midstream =
                Hosts.of(app("v0").bytes()).warmBudget(Duration.ofSeconds(60)).start()) {
            ShadowDoor door = new ShadowDoor(midstream.gate());
            for (int n = 0; n < 5; n++) {
                door.get("/hit");
            }
            Outcome outcome;
            try (Lease lease = midstream.lease("test")) {
                Thread cancels =
                        Thread.ofPlatform()
                                .start(() -> {
                                    Hosts.await("a replay", () -> door.replays.get() > 10);
                                    lease.cancel();
                                });
                outcome =
                        lease.upgrade(
                                app("v1").bytes(), UpgradeOptions.DEFAULT, StageListener.NONE);
                cancels.join();
            }
            assertThat(outcome).isInstanceOf(Outcome.Refusal.class);
            assertThat(codes(outcome)).containsExactly("MS-UPGRADE-002");
            assertThat(door.get("/hit")).isEqualTo("v0 6");
            Hosts.await("the candidate's loader", () -> midstream.leaks(true).isEmpty());
        }
    }

    @Test
    void itEndsByItselfWhenTheCompilerHasNothingLeftToDo() throws Exception {
        try (Midstream midstream =
                Hosts.of(app("v0").bytes()).warmBudget(Duration.ofSeconds(90)).start()) {
            ShadowDoor door = new ShadowDoor(midstream.gate());
            for (int n = 0; n < 5; n++) {
                door.get("/hit");
            }

            WarmReport report = upgrade(midstream, app("v1")).warm().orElseThrow();

            assertThat(report.settled()).isTrue();
            assertThat(report.compiled()).isPositive();
            assertThat(report.replayed()).isGreaterThanOrEqualTo(7_000);
            assertThat(report.coldPercent()).isZero();
        }
    }
}
