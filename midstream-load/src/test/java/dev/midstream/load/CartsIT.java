package dev.midstream.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.load.LoadReport.Totals;
import dev.midstream.load.ScriptedServer.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that keeps 100,000 carts, well or badly; the load must say which. */
@Timeout(120)
class CartsIT {

    private static final int CONNECTIONS = 8;
    private static final int SOME = 1_000;
    private static final int CARTS = 8_000;

    @TempDir Path folder;
    private Path following = Path.of("none");
    private final ReferenceCarts carts = new ReferenceCarts();
    private final CartsOracle oracle = new CartsOracle(CONNECTIONS, 7, CARTS);

    @Test
    void bothVersionsAreRightThroughUpgradesAndARollback() throws Exception {
        try (ScriptedServer server = new ScriptedServer(this::right)) {
            LoadReport report;
            try (RunningLoad load = Load.start(plan(server), oracle)) {
                server.awaitMore(SOME);
                load.mark("upgrade");
                carts.upgrade();
                server.awaitMore(SOME);
                load.mark(RunningLoad.ROLLBACK);
                carts.rollback();
                load.mark(RunningLoad.ROLLED_BACK);
                server.awaitMore(SOME);
                carts.upgrade();
                server.awaitMore(SOME);
                report = load.stop();
            }
            assertThat(report.samples()).isEmpty();
            assertThat(report.nothingLost()).isTrue();
            assertThat(report.totals().versions()).containsOnlyKeys("v1", "v2");
            assertThat(report.lastAnswerMillis().get("v1"))
                    .isLessThan(report.lastAnswerMillis().get("v2"));
            assertThat(report.marks())
                    .extracting(LoadReport.Mark::label)
                    .containsExactly("upgrade", "first v2", "rollback", "rolled back");
            assertThat(report.windows()).hasSize(4 * 4 + 3);
            assertThat(report.windows())
                    .anySatisfy(window -> assertThat(window.requests()).isPositive());
            LoadReport swept = sweep(server);
            assertThat(swept.samples()).isEmpty();
            assertThat(swept.totals().versions()).isEqualTo(Map.of("v2", (long) CARTS));
        }
    }

    @Test
    void aForgottenUpdateIsFoundAtTheLatestByTheSweep() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(e ->
                        e.ok(
                                e.number() % SOME == 500 && !e.body().isEmpty()
                                        ? carts.answerAndForget(e.target(), e.body())
                                        : carts.answer(e.target(), e.body())))) {
            Totals totals;
            try (RunningLoad load = Load.start(plan(server), oracle)) {
                server.awaitMore(10L * SOME);
                totals = load.stop().totals();
            }
            assertThat(totals.wrong() + sweep(server).totals().wrong()).isPositive();
        }
    }

    @Test
    void theOlderVersionAfterTheNewerOneIsARegression() throws Exception {
        carts.upgrade();
        try (ScriptedServer server = new ScriptedServer(this::right)) {
            try (RunningLoad load = Load.start(plan(server), oracle)) {
                server.awaitMore(SOME);
                assertThat(load.stop().nothingLost()).isTrue();
            }
            carts.rollback();
            LoadReport swept = sweep(server);
            assertThat(swept.totals().regressions()).isPositive();
            assertThat(swept.totals().wrong()).isZero();
            assertThat(swept.nothingLost()).isFalse();
        }
    }

    @Test
    void aServerKilledInMidRunIsSeenAndWhatItHasDoneIsNotHeldAgainstIt() throws Exception {
        try (ScriptedServer server = new ScriptedServer(this::right)) {
            Totals totals;
            try (RunningLoad load = Load.start(plan(server), oracle)) {
                for (int i = 0; i < 5; i++) {
                    server.awaitMore(SOME);
                    server.kill();
                    server.restart();
                }
                server.awaitMore(SOME);
                totals = load.stop().totals();
            }
            assertThat(totals.droppedConnections()).isGreaterThanOrEqualTo(CONNECTIONS);
            assertThat(totals.wrong()).isZero();
            assertThat(totals.ok() + totals.failed()).isEqualTo(totals.requests());
            Totals swept = sweep(server).totals();
            assertThat(swept.ok() + oracle.abandonedCarts()).isEqualTo(CARTS);
        }
    }

    @Test
    void aStateThatIsLostWithItsProcessIsFound() throws Exception {
        ReferenceCarts successor = new ReferenceCarts();
        try (ScriptedServer server = new ScriptedServer(this::right)) {
            try (RunningLoad load = Load.start(plan(server), oracle)) {
                server.awaitMore(SOME);
                load.stop();
            }
            server.kill();
        }
        try (ScriptedServer server =
                new ScriptedServer(e -> e.ok(successor.answer(e.target(), e.body())))) {
            assertThat(sweep(server).totals().wrong()).isPositive();
        }
    }

    @Test
    void theCommandLineRunsTheWholeSequence() throws Exception {
        try (ScriptedServer server = new ScriptedServer(this::right)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int exit =
                    Main.run(
                            new String[] {
                                "--url", "http://127.0.0.1:" + server.port() + "/",
                                "--oracle", "carts",
                                "--connections", "4",
                                "--idle", "2",
                                "--warm-up", "1",
                                "--saturation", "1",
                                "--rate", "500",
                                "--before", "6",
                                "--placebos", "2",
                                "--seconds", "1",
                                "--after-return", "1",
                                "--stages", "cutover,unload",
                                "--command", "echo cutover 0 ms; echo other; exit 0"
                            },
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            System.err);
            JsonNode result = JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
            assertThat(exit).as(result.toString()).isZero();
            assertThat(result.get("saturationPerSecond").asLong()).isPositive();
            assertThat(result.get("commandExit").asInt()).isZero();
            assertThat(result.get("sweep").get("totals").get("ok").asLong()).isEqualTo(100_000);
            assertThat(result.get("saturationAfterPerSecond").asLong()).isPositive();
            assertThat(result.get("open").get("marks").valueStream())
                    .extracting(mark -> mark.get("label").asString())
                    .containsExactly("placebo", "placebo", "command", "cutover", "returned");
            assertThat(result.get("open").get("windows")).hasSize(5 * 4 + 4);
            assertThat(result.get("open").get("totals").get("requests").asLong())
                    .isGreaterThanOrEqualTo(3_400);
        }
    }

    @Test
    void aSeriesOfUpgradesIsToldItsVersionsAndEachCutoverIsSeen() throws Exception {
        Path asked = Files.createFile(folder.resolve("asked"));
        try (ScriptedServer server = new ScriptedServer(this::following)) {
            following = asked;
            Duration second = Duration.ofSeconds(1);
            CartsRun.Result result =
                    new CartsRun(
                                    new InetSocketAddress(
                                            InetAddress.getLoopbackAddress(), server.port()),
                                    4,
                                    2,
                                    new CartsRun.Times(
                                            second,
                                            second,
                                            Duration.ofSeconds(6),
                                            second,
                                            second,
                                            Duration.ofSeconds(20),
                                            2),
                                    500,
                                    Optional.of("echo $BENCH_VERSION >" + asked),
                                    3,
                                    Set.of(),
                                    true,
                                    false)
                            .run();
            assertThat(result.open().samples()).isEmpty();
            assertThat(result.nothingLost()).isTrue();
            assertThat(result.commands()).isEqualTo(3);
            assertThat(result.open().totals().versions()).containsOnlyKeys("v1", "v2", "v3", "v4");
            assertThat(result.sweep().totals().versions()).containsOnlyKeys("v4");
            assertThat(result.open().marks())
                    .extracting(LoadReport.Mark::label)
                    .filteredOn(label -> !label.equals(CartsRun.RETURNED))
                    .containsExactly(
                            "placebo",
                            "placebo",
                            "command",
                            "first v2",
                            "placebo",
                            "placebo",
                            "command",
                            "first v3",
                            "placebo",
                            "placebo",
                            "command",
                            "first v4");
        }
    }

    @Test
    void afterACommandThatFailedThereIsNoOther() throws Exception {
        try (ScriptedServer server = new ScriptedServer(this::right)) {
            Duration second = Duration.ofSeconds(1);
            CartsRun.Result result =
                    new CartsRun(
                                    new InetSocketAddress(
                                            InetAddress.getLoopbackAddress(), server.port()),
                                    4,
                                    2,
                                    new CartsRun.Times(
                                            second, second, second, second, second, second, 0),
                                    500,
                                    Optional.of("exec sleep 60"),
                                    3,
                                    Set.of(),
                                    true,
                                    false)
                            .run();
            assertThat(result.commands()).isEqualTo(1);
            assertThat(result.commandExit()).isEqualTo(124);
            assertThat(result.open().marks())
                    .extracting(LoadReport.Mark::label)
                    .containsExactly("command", "given up");
        }
    }

    /** Answers as the version does whose number stands in a file. */
    private void following(Exchange exchange) throws java.io.IOException {
        String said = Files.readString(following).strip();
        int version = said.isEmpty() ? 1 : Integer.parseInt(said);
        exchange.ok(carts.answer(exchange.target(), exchange.body(), version));
    }

    private void right(Exchange exchange) throws java.io.IOException {
        exchange.ok(carts.answer(exchange.target(), exchange.body()));
    }

    private LoadReport sweep(ScriptedServer server) throws Exception {
        LoadPlan closed = plan(server).pace(new Pace.Closed());
        try (RunningLoad load = Load.start(closed, oracle.sweep(CONNECTIONS))) {
            load.awaitExhausted(Duration.ofSeconds(60));
            return load.stop();
        }
    }

    private static LoadPlan plan(ScriptedServer server) {
        return LoadPlan.to("127.0.0.1", server.port()).rate(2_000).connections(CONNECTIONS, 2);
    }
}
