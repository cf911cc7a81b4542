package dev.midstream.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.load.LoadReport.BinRow;
import dev.midstream.load.LoadReport.SecondRow;
import dev.midstream.load.LoadReport.Totals;
import dev.midstream.load.ScriptedServer.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server does damage to request 100, or for a while; the report must say so, and no more. */
@Timeout(60)
class LoadIT {

    private static final int DAMAGED = 100;

    /**
     * How long a server is silent: longer than the 300 ms of silence that must be seen, since what
     * it had sent before may be read after.
     */
    private static final Duration DOWN = Duration.ofMillis(400);

    @Test
    void everyRequestThatFellDueIsCountedOnce() throws Exception {
        try (ScriptedServer server = new ScriptedServer(LoadIT::right);
                RunningLoad load = Load.start(plan(server).rate(2_000), new StampOracle())) {
            long began = System.nanoTime();
            server.awaitMore(2_500);
            long elapsed = System.nanoTime() - began;
            LoadReport report = load.stop();
            assertThat(report.nothingLost()).isTrue();
            assertThat(report.samples()).isEmpty();
            assertThat(report.totals().requests()).isEqualTo(server.requests());
            assertThat(report.totals().requests()).isGreaterThanOrEqualTo(elapsed / 500_000);
            assertThat(report.totals().versions()).isEqualTo(Map.of("v1", server.requests()));
            assertThat(report.seconds().stream().mapToLong(SecondRow::requests).sum())
                    .isEqualTo(server.requests());
            assertThat(report.bins().stream().mapToLong(BinRow::requests).sum())
                    .isEqualTo(server.requests());
            assertThat(report.totals().p50Micros()).isPositive();
            assertThat(report.bins().stream().mapToLong(BinRow::maxMicros).max())
                    .hasValue(report.totals().maxMicros());
            assertThat(load.stop()).isSameAs(report);
        }
    }

    @Test
    void oneWrongByteIsWrong() throws Exception {
        Totals totals = damaged(exchange -> exchange.ok("v1 " + exchange.stamp() + "x v1"));
        assertThat(totals.wrong()).isEqualTo(1);
        assertOnlyOneIsNotOk(totals);
    }

    @Test
    void theAnswerToAnotherRequestIsWrong() throws Exception {
        Totals totals = damaged(exchange -> exchange.ok("v1 s1 v1"));
        assertThat(totals.wrong()).isEqualTo(1);
        assertOnlyOneIsNotOk(totals);
    }

    @Test
    void twoVersionsInOneAnswerAreMixed() throws Exception {
        Totals totals = damaged(exchange -> exchange.ok("v1 " + exchange.stamp() + " v2"));
        assertThat(totals.mixed()).isEqualTo(1);
        assertOnlyOneIsNotOk(totals);
    }

    @Test
    void anotherStatusIsAFailure() throws Exception {
        Totals totals = damaged(e -> e.raw("HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy"));
        assertThat(totals.failed()).isEqualTo(1);
        assertThat(totals.failures()).containsOnlyKeys("status 503");
        assertThat(totals.droppedConnections()).isZero();
        assertOnlyOneIsNotOk(totals);
    }

    @Test
    void anAnswerWithoutALengthIsWrong() throws Exception {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        Totals totals = damaged(exchange -> exchange.raw(chunked));
        assertThat(totals.wrong()).isEqualTo(1);
        assertThat(totals.droppedConnections()).isZero();
        assertOnlyOneIsNotOk(totals);
    }

    @Test
    void aConnectionClosedBeforeTheAnswerIsAFailureAndADrop() throws Exception {
        Totals totals = damaged(Exchange::closeSilently);
        assertThat(totals.failures()).containsOnlyKeys("closed");
        assertThat(totals.droppedConnections()).isEqualTo(1);
        assertOnlyOneIsNotOk(totals);
    }

    @Test
    void aConnectionClosedAfterAnAnswerWithoutSayingSoIsADrop() throws Exception {
        Totals totals =
                damaged(e -> {
                    right(e);
                    e.closeSilently();
                });
        assertThat(totals.droppedConnections()).isEqualTo(1);
        // The client may have sent its next request before it learned that the server is gone.
        assertThat(totals.failed()).isBetween(0L, 1L);
        assertThat(totals.wrong() + totals.mixed()).isZero();
    }

    @Test
    void aResetInTheMiddleOfAnAnswerIsAFailureAndADrop() throws Exception {
        Totals totals =
                damaged(e -> {
                    e.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nv1 s");
                    e.reset();
                });
        assertThat(totals.failed()).isEqualTo(1);
        assertThat(totals.failures().keySet()).allMatch(cause -> cause.startsWith("reset"));
        assertThat(totals.droppedConnections()).isEqualTo(1);
        assertOnlyOneIsNotOk(totals);
    }

    @Test
    void aConnectionClosedAsAnnouncedIsNeitherAFailureNorADrop() throws Exception {
        Totals totals =
                damaged(e -> {
                    String text = "v1 " + e.stamp() + " v1";
                    e.raw("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ");
                    e.raw(text.length() + "\r\n\r\n" + text);
                    e.closeSilently();
                });
        assertThat(totals.gracefulReconnects()).isEqualTo(1);
        assertThat(totals.droppedConnections()).isZero();
        assertThat(totals.ok()).isEqualTo(totals.requests());
    }

    @Test
    void aClosedIdleConnectionIsADrop() throws Exception {
        try (ScriptedServer server = new ScriptedServer(LoadIT::right);
                RunningLoad load = Load.start(plan(server), new StampOracle())) {
            server.awaitMore(DAMAGED);
            assertThat(server.unused()).hasSize(3);
            server.unused().iterator().next().close();
            server.awaitMore(DAMAGED);
            Totals totals = load.stop().totals();
            assertThat(totals.droppedConnections()).isEqualTo(1);
            assertThat(totals.ok()).isEqualTo(totals.requests());
        }
    }

    @Test
    void bytesThatNobodyAskedForAreSeen() throws Exception {
        try (ScriptedServer server = new ScriptedServer(LoadIT::right);
                RunningLoad load = Load.start(plan(server), new StampOracle())) {
            server.awaitMore(DAMAGED);
            Socket idle = server.unused().iterator().next();
            idle.getOutputStream()
                    .write("HTTP/1.1 408 Too slow\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            server.awaitMore(DAMAGED);
            LoadReport report = load.stop();
            assertThat(report.totals().strayBytes()).isEqualTo(1);
            assertThat(report.nothingLost()).isFalse();
        }
    }

    @Test
    void aKilledServerIsSeenAndItsSuccessorIsUsed() throws Exception {
        try (ScriptedServer server = new ScriptedServer(LoadIT::right);
                RunningLoad load =
                        Load.start(
                                plan(server)
                                        .deadlines(Duration.ofMillis(50), Duration.ofSeconds(5)),
                                new StampOracle())) {
            server.awaitMore(DAMAGED);
            server.kill();
            new CountDownLatch(1).await(DOWN.toMillis(), TimeUnit.MILLISECONDS);
            server.restart();
            server.awaitMore(DAMAGED);
            LoadReport report = load.stop();
            Totals totals = report.totals();
            assertThat(totals.droppedConnections()).isGreaterThanOrEqualTo(7);
            assertThat(totals.refusedConnects()).isPositive();
            assertThat(totals.failures()).containsKey("not sent within the deadline");
            assertThat(totals.ok()).isGreaterThanOrEqualTo(2 * DAMAGED - 10);
            assertThat(totals.ok() + totals.failed()).isEqualTo(totals.requests());
            assertThat(report.longestSilence().micros()).isGreaterThanOrEqualTo(300_000);
            assertThat(report.seconds().stream().mapToLong(SecondRow::failed).sum())
                    .isEqualTo(totals.failed());
        }
    }

    @Test
    void aServerThatIsNotThereFailsEveryRequest() throws Exception {
        int port;
        try (ScriptedServer server = new ScriptedServer(LoadIT::right)) {
            port = server.port();
        }
        LoadPlan plan =
                LoadPlan.to("127.0.0.1", port)
                        .connections(2, 0)
                        .deadlines(Duration.ofMillis(50), Duration.ofMillis(50));
        try (RunningLoad load = Load.start(plan, new StampOracle())) {
            new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
            Totals totals = load.stop().totals();
            assertThat(totals.requests()).isGreaterThanOrEqualTo(100);
            assertThat(totals.failed()).isEqualTo(totals.requests());
            assertThat(totals.refusedConnects()).isPositive();
        }
    }

    /**
     * The stall hits 4 connections; only a load that keeps its schedule sees it in a percentile.
     */
    @Test
    void aStallIsSeenByEveryRequestThatFellDueInIt() throws Exception {
        ReentrantLock gate = new ReentrantLock();
        try (ScriptedServer server =
                        new ScriptedServer(e -> {
                            gate.lock();
                            try {
                                if (e.number() == 500) {
                                    new CountDownLatch(1)
                                            .await(DOWN.toMillis(), TimeUnit.MILLISECONDS);
                                }
                                right(e);
                            } catch (InterruptedException interrupted) {
                                throw new IOException(interrupted);
                            } finally {
                                gate.unlock();
                            }
                        });
                RunningLoad load = Load.start(plan(server), new StampOracle())) {
            server.awaitMore(2_000);
            LoadReport report = load.stop();
            assertThat(report.nothingLost()).isTrue();
            assertThat(report.totals().maxMicros()).isGreaterThanOrEqualTo(300_000);
            // Some 400 of some 2,000 requests were due in the stall; 20 of them make the p99.
            assertThat(report.totals().p99Micros()).isGreaterThanOrEqualTo(150_000);
            assertThat(report.bins())
                    .filteredOn(bin -> bin.maxMicros() >= 90_000)
                    .hasSizeGreaterThanOrEqualTo(2);
            assertThat(report.bins())
                    .filteredOn(bin -> bin.p50Micros() >= 90_000)
                    .allSatisfy(bin -> assertThat(bin.requests()).isGreaterThanOrEqualTo(90));
            assertThat(report.longestSilence().micros()).isGreaterThanOrEqualTo(290_000);
        }
    }

    @Test
    void anAnswerThatNeverComesFailsAtItsDeadline() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(e -> {
                            if (e.number() != DAMAGED) {
                                right(e);
                            }
                        });
                RunningLoad load =
                        Load.start(
                                plan(server)
                                        .deadlines(Duration.ofMillis(200), Duration.ofSeconds(5)),
                                new StampOracle())) {
            server.awaitMore(2 * DAMAGED);
            Totals totals = load.stop().totals();
            assertThat(totals.failures()).containsKey("not answered within the deadline");
            assertThat(totals.ok() + totals.failed()).isEqualTo(totals.requests());
        }
    }

    @Test
    void anOlderVersionAfterANewerOneIsARegression() throws Exception {
        Totals totals =
                damaged(e -> e.ok("v1 " + e.stamp() + " v1"), e -> e.ok("v2 " + e.stamp() + " v2"));
        assertThat(totals.regressions()).isEqualTo(1);
        assertThat(totals.ok()).isEqualTo(totals.requests());
    }

    @Test
    void aRollbackLetsEachConnectionGoBackOnce() throws Exception {
        AtomicReference<String> version = new AtomicReference<>("v1");
        try (ScriptedServer server =
                        new ScriptedServer(e -> {
                            String now = version.get();
                            e.ok(now + " " + e.stamp() + " " + now);
                        });
                RunningLoad load = Load.start(plan(server), new StampOracle())) {
            server.awaitMore(DAMAGED);
            load.mark("upgrade");
            version.set("v2");
            server.awaitMore(DAMAGED);
            load.mark(RunningLoad.ROLLBACK);
            version.set("v1");
            server.awaitMore(DAMAGED);
            assertThat(load.snapshotPerSecond()).isNotEmpty();
            version.set("v2");
            server.awaitMore(DAMAGED);
            version.set("v1");
            server.awaitMore(DAMAGED);
            LoadReport report = load.stop();
            assertThat(report.totals().regressions()).isEqualTo(4);
            assertThat(report.totals().versions()).containsOnlyKeys("v1", "v2");
            assertThat(report.marks())
                    .extracting(LoadReport.Mark::label)
                    .containsExactly("upgrade", "first v2", "rollback");
        }
    }

    @Test
    void anOracleThatThrowsEndsTheLoadAndSaysSo() throws Exception {
        Oracle broken =
                new Oracle() {
                    @Override
                    public Request next(long n, int connection) {
                        throw new IllegalStateException("no more questions");
                    }

                    @Override
                    public Verdict check(Request request, int connection, byte[] body) {
                        return new Verdict.Wrong("never asked");
                    }
                };
        try (ScriptedServer server = new ScriptedServer(LoadIT::right);
                RunningLoad load = Load.start(plan(server), broken)) {
            assertThatThrownBy(load::stop).hasMessageContaining("no more questions");
            assertThatThrownBy(load::snapshotPerSecond).hasMessageContaining("the load has ended");
        }
    }

    @Test
    void theCommandLinePrintsAReport() throws Exception {
        try (ScriptedServer server = new ScriptedServer(e -> e.ok("hello " + e.target()))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            String[] arguments = {
                "--url",
                "http://127.0.0.1:" + server.port() + "/a?b=c",
                "--seconds",
                "1",
                "--rate",
                "500"
            };
            int exit = Main.run(arguments, new PrintStream(out), System.err);
            assertThat(exit).isZero();
            JsonNode report = JsonMapper.shared().readTree(out.toByteArray());
            assertThat(report.at("/totals/requests").asLong()).isEqualTo(server.requests());
            assertThat(report.at("/totals/versions/same").asLong()).isEqualTo(server.requests());
            assertThat(report.at("/seconds/0/p99Micros").asLong()).isPositive();
        }
    }

    @Test
    void theCommandLineRefusesWhatItDoesNotKnow() throws Exception {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(new String[] {"--speed", "9"}, System.out, new PrintStream(err));
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("unknown option '--speed'", "Usage");
    }

    private static void right(Exchange exchange) throws IOException {
        exchange.ok("v1 " + exchange.stamp() + " v1");
    }

    private static LoadPlan plan(ScriptedServer server) {
        return LoadPlan.to("127.0.0.1", server.port()).connections(4, 3).versions("v1", "v2");
    }

    private static Totals damaged(ScriptedServer.Script damage) throws Exception {
        return damaged(damage, LoadIT::right);
    }

    /** Runs until well after request 100, which alone is treated otherwise. */
    private static Totals damaged(ScriptedServer.Script damage, ScriptedServer.Script otherwise)
            throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(exchange ->
                                (exchange.number() == DAMAGED ? damage : otherwise)
                                        .answer(exchange));
                RunningLoad load = Load.start(plan(server), new StampOracle())) {
            server.awaitMore(2 * DAMAGED);
            LoadReport report = load.stop();
            Totals totals = report.totals();
            assertThat(totals.requests())
                    .isEqualTo(totals.ok() + totals.failed() + totals.wrong() + totals.mixed());
            List<Long> bad =
                    List.of(totals.failed(), totals.wrong(), totals.mixed(), totals.regressions());
            assertThat(report.samples().isEmpty())
                    .isEqualTo(
                            bad.stream().allMatch(n -> n == 0) && totals.droppedConnections() == 0);
            return totals;
        }
    }

    private static void assertOnlyOneIsNotOk(Totals totals) {
        assertThat(totals.requests() - totals.ok()).isEqualTo(1);
        assertThat(totals.regressions()).isZero();
    }
}
