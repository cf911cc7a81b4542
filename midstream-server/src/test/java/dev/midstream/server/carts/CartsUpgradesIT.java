package dev.midstream.server.carts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.load.CartsOracle;
import dev.midstream.load.Load;
import dev.midstream.load.LoadPlan;
import dev.midstream.load.LoadReport;
import dev.midstream.load.Pace;
import dev.midstream.load.RunningLoad;
import dev.midstream.netty.HttpDoor;
import dev.midstream.netty.HttpDoorOptions;
import dev.midstream.runtime.AppSource;
import dev.midstream.runtime.Lease;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * CARTS/1 with handlers that take their time, so that each cutover meets dozens of requests that
 * have begun and have not reached their cart yet.
 */
@Timeout(300)
class CartsUpgradesIT {

    private static final Path EXAMPLES =
            Path.of(System.getProperty("basedir", "."), "../examples/carts");
    private static final String MODULE =
            "carts/src/main/java/com/example/carts/app/CartsModule.java";

    private static final int UPGRADES = 10;
    private static final int CONNECTIONS = 64;

    /** Of those who read every cart in the end, each of which waits 50 ms. */
    private static final int READERS = 1_000;

    private static final int PER_SECOND = 600;
    private static final long SEED = 7;
    private static final Duration READING = Duration.ofMinutes(2);

    /** Requests that are to be answered between two switches. */
    private static final long BETWEEN = 200;

    @TempDir private static Path folder;

    private static byte[] v1 = {};
    private static byte[] v2 = {};

    @BeforeAll
    static void build() throws Exception {
        v1 = build("v1");
        v2 = build("v2");
    }

    /**
     * Additions wait 50 ms without a thread, and then ask on one that holds nothing; reads block.
     */
    private static byte[] build(String version) throws Exception {
        Path app = folder.resolve(version);
        copy(EXAMPLES.resolve(version).normalize(), app);
        Path module = app.resolve(MODULE);
        String source = Files.readString(module);
        String slow =
                source.replace(
                                ".getAsync(\"/carts/{id}\", this::view)",
                                ".get(\"/carts/{id}\", call -> { Thread.sleep(50);"
                                        + " return view(call).toCompletableFuture().join(); })")
                        .replace(
                                ": answer(id, item.get());",
                                ": CompletableFuture.supplyAsync(() -> item.get(),"
                                        + " CompletableFuture.delayedExecutor(50,"
                                        + " java.util.concurrent.TimeUnit.MILLISECONDS))"
                                        + ".thenCompose(add -> answer(id, add));");
        assertThat(slow).contains("delayedExecutor", "Thread.sleep");
        Files.writeString(module, slow);
        AppSource builder = ServiceLoader.load(AppSource.class).findFirst().orElseThrow();
        return builder.build(app, app.resolve(".midstream"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            List<Path> sources =
                    files.filter(Files::isRegularFile)
                            .map(from::relativize)
                            .filter(file ->
                                    Stream.of("target", ".midstream")
                                            .noneMatch(built -> contains(file, built)))
                            .toList();
            for (Path file : sources) {
                Path copied = to.resolve(file);
                Files.createDirectories(copied.resolve("..").normalize());
                Files.copy(from.resolve(file), copied);
            }
        }
    }

    private static boolean contains(Path path, String name) {
        for (Path part : path) {
            if (part.toString().equals(name)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void twentyUpgradesAndRollbacksLoseNothing() throws Exception {
        CartsOracle oracle = new CartsOracle(CONNECTIONS, SEED);
        // Not warmed: that is tested elsewhere, and takes its time when handlers do nothing but
        // wait.
        try (Midstream midstream =
                        Midstream.builder().artefact(v1).warmBudget(Duration.ZERO).start();
                HttpDoor door =
                        HttpDoor.open(
                                midstream.gate(), HttpDoorOptions.defaults().port(0).loops(2))) {
            int port = door.address().getPort();
            LoadReport report;
            try (RunningLoad load = Load.start(plan(port, new Pace.Open(PER_SECOND)), oracle)) {
                for (int i = 0; i < UPGRADES; i++) {
                    more(load);
                    assertThat(upgrade(midstream)).isInstanceOf(Outcome.Done.class);
                    more(load);
                    load.mark(RunningLoad.ROLLBACK);
                    assertThat(rollback(midstream)).isInstanceOf(Outcome.Done.class);
                    load.mark(RunningLoad.ROLLED_BACK);
                }
                more(load);
                assertThat(upgrade(midstream)).isInstanceOf(Outcome.Done.class);
                more(load);
                report = load.stop();
            }
            assertThat(report.samples()).isEmpty();
            assertThat(report.nothingLost()).as(report.totals()::toString).isTrue();
            assertThat(report.totals().versions())
                    .as("both versions have answered")
                    .hasSize(2)
                    .allSatisfy((version, answers) -> assertThat(answers).isGreaterThan(BETWEEN));

            LoadReport carts = readAll(port, oracle);
            assertThat(carts.samples()).isEmpty();
            assertThat(carts.nothingLost()).isTrue();
            assertThat(carts.totals().versions())
                    .containsOnly(Map.entry(CartsOracle.V2, (long) CartsOracle.CARTS));
            assertThat(oracle.abandonedCarts()).isZero();
        }
    }

    /** Waits until the load has got so many more answers. */
    private static void more(RunningLoad load) throws InterruptedException {
        long wanted = answered(load) + BETWEEN;
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (answered(load) < wanted) {
            assertThat(System.nanoTime()).as("the load goes on").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static long answered(RunningLoad load) throws InterruptedException {
        return load.snapshotPerSecond().stream().mapToLong(LoadReport.SecondRow::requests).sum();
    }

    private static LoadReport readAll(int port, CartsOracle oracle) throws Exception {
        try (RunningLoad load =
                Load.start(
                        plan(port, new Pace.Closed()).connections(READERS, 0),
                        oracle.sweep(READERS))) {
            load.awaitExhausted(READING);
            return load.stop();
        }
    }

    private static LoadPlan plan(int port, Pace pace) {
        return LoadPlan.to("127.0.0.1", port).pace(pace).connections(CONNECTIONS, 16);
    }

    private static Outcome upgrade(Midstream midstream) throws Exception {
        try (Lease lease = midstream.lease("test")) {
            return lease.upgrade(v2, UpgradeOptions.DEFAULT, StageListener.NONE);
        }
    }

    private static Outcome rollback(Midstream midstream) throws Exception {
        try (Lease lease = midstream.lease("test")) {
            return lease.rollback(UpgradeOptions.DEFAULT, StageListener.NONE);
        }
    }
}
