package dev.midstream.server.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.admin.AdminClient;
import dev.midstream.admin.Home;
import dev.midstream.admin.Report;
import dev.midstream.admin.StageEvents;
import dev.midstream.admin.UpgradeCall;
import dev.midstream.runtime.Lease;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import dev.midstream.server.embedding.contract.Pricing;
import dev.midstream.server.embedding.contract.Quote;
import dev.midstream.server.embedding.contract.Tickets;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Midstream inside an application that has a server, threads and services of its own. */
@Timeout(180)
class EmbeddingIT {

    private static final int SWITCHES = 1_000;

    /** Every so many, the switch comes through the admin socket. */
    private static final int BY_SOCKET = 100;

    /** Between a request's two calls: long enough that nearly each switch comes in between. */
    private static final long BETWEEN_NANOS = 1_000_000;

    @TempDir private static Path apps;

    private static PricingApp first = new PricingApp(Path.of(""));
    private static byte[] v1 = {};
    private static byte[] v2 = {};

    @TempDir private Path home;

    private final AtomicInteger drawn = new AtomicInteger();

    @BeforeAll
    static void build() throws Exception {
        first = PricingApp.in(apps.resolve("v1"));
        v1 = first.build();
        v2 = PricingApp.in(apps.resolve("v2")).second().build();
    }

    @Test
    void requestsNeverMixGenerationsInAThousandSwitches() throws Exception {
        try (Midstream midstream = start();
                ShopServer server =
                        new ShopServer(midstream, () -> LockSupport.parkNanos(BETWEEN_NANOS))) {
            Clients held = Clients.start(3, server.uri("/held"));
            Clients loose = Clients.start(1, server.uri("/loose"));
            try (held;
                    loose) {
                for (int i = 1; i <= SWITCHES; i++) {
                    byte[] next = i % 2 == 0 ? v1 : v2;
                    if (i % BY_SOCKET == 0) {
                        assertThat(upgradeBySocket(next).outcome()).isEqualTo(Report.DONE);
                    } else {
                        assertThat(upgrade(midstream, next)).isInstanceOf(Outcome.Done.class);
                    }
                }
            }
            assertThat(midstream.status().generation()).isEqualTo(1 + SWITCHES);
            assertThat(held.wrong()).isEmpty();
            assertThat(held.mixed()).isZero();
            // Not vacuous: switches did come between the two calls, and those who hold nothing saw
            // it.
            assertThat(server.overtaken()).isGreaterThan(SWITCHES / 10);
            assertThat(loose.wrong()).isEmpty();
            assertThat(loose.mixed()).isPositive();

            letGo(midstream);
        }
    }

    @Test
    void requestAcrossASwitchStaysInItsGenerationOnlyIfItHoldsIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch switched = new CountDownLatch(1);
        Runnable untilSwitched =
                () -> {
                    begun.countDown();
                    await(switched);
                };
        try (Midstream midstream = start();
                ShopServer server = new ShopServer(midstream, untilSwitched)) {
            CompletableFuture<TwoQuotes> held = asked(server, "/held");
            CompletableFuture<TwoQuotes> loose = asked(server, "/loose");
            await(begun);
            CompletableFuture<Outcome> upgrade =
                    CompletableFuture.supplyAsync(() -> upgrade(midstream, v2));
            awaitGeneration(midstream, 2);
            assertThat(upgrade).isNotDone();
            switched.countDown();

            assertThat(held.get(30, TimeUnit.SECONDS).text()).isEqualTo("v1/1/100 v1/1/200");
            assertThat(loose.get(30, TimeUnit.SECONDS).text()).isEqualTo("v1/1/100 v2/2/500");
            assertThat(upgrade.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void serviceOfTheHostReachesEachGeneration() throws Exception {
        try (Midstream midstream = start()) {
            Pricing pricing = midstream.reference(Pricing.class);
            assertThat(pricing.quote(3)).isEqualTo(new Quote("v1", 1, 300));

            upgrade(midstream, v2);

            assertThat(pricing.quote(3)).isEqualTo(new Quote("v2", 2, 750));
            assertThat(drawn).hasValue(2);
        }
    }

    @Test
    void rollbackGoesToTheSameInstanceAsBefore() throws Exception {
        try (Midstream midstream = start()) {
            Pricing pricing = midstream.reference(Pricing.class);
            upgrade(midstream, v2);

            Report back =
                    AdminClient.connect(Home.at(home))
                            .rollback(UpgradeOptions.DEFAULT, StageEvents.NONE);

            assertThat(back.outcome()).isEqualTo(Report.DONE);
            assertThat(pricing.quote(3)).isEqualTo(new Quote("v1", 1, 300));
            letGo(midstream);
        }
    }

    @Test
    void changedContractIsRefusedAndTheOldGenerationServesOn() throws Exception {
        byte[] changed =
                PricingApp.in(apps.resolve("changed")).second().withAnotherContract().build();
        try (Midstream midstream = start()) {
            Report refused = upgradeBySocket(changed);

            assertThat(refused.outcome()).isEqualTo(Report.REFUSED);
            assertThat(refused.findings())
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.code().id()).isEqualTo("MS-VERIFY-021");
                        assertThat(finding.toString()).contains("Pricing").contains("discount");
                    });
            assertThat(midstream.reference(Pricing.class).quote(1))
                    .isEqualTo(new Quote("v1", 1, 100));
            assertThat(drawn).hasValue(1);
        }
    }

    /** From sources, as an application does that has midstream-build on its class path. */
    private Midstream start() throws Exception {
        return Midstream.builder()
                .app(first.folder())
                .home(home)
                .contract(Pricing.class)
                .provide(Tickets.class, drawn::incrementAndGet)
                .start();
    }

    private static Outcome upgrade(Midstream midstream, byte[] artefact) {
        try (Lease lease = midstream.lease("test")) {
            return lease.upgrade(artefact, UpgradeOptions.DEFAULT, StageListener.NONE);
        } catch (Refused e) {
            throw new AssertionError(e);
        }
    }

    private Report upgradeBySocket(byte[] artefact) throws Exception {
        try (UpgradeCall call = AdminClient.connect(Home.at(home)).upgrade()) {
            return call.send(artefact, UpgradeOptions.DEFAULT, StageEvents.NONE);
        }
    }

    /** Nobody holds the current generation, and all others are proved collected. */
    private static void letGo(Midstream midstream) throws Exception {
        try (Lease lease = midstream.lease("test")) {
            lease.confirm();
        }
        assertThat(midstream.leaks(true)).isEmpty();
        assertThat(midstream.gate().current().held()).isZero();
        assertThat(midstream.status().generations()).hasSize(1);
    }

    private static CompletableFuture<TwoQuotes> asked(ShopServer server, String path) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (HttpClient http = HttpClient.newHttpClient()) {
                        return TwoQuotes.parse(Clients.ask(http, server.uri(path)));
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                task -> Thread.ofPlatform().name("asks " + path).start(task));
    }

    private static void awaitGeneration(Midstream midstream, int number) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (midstream.status().generation() != number) {
            assertThat(System.nanoTime()).as("generation %s is current", number).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
