package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that began in the old generation, and the end of its patience. */
class DrainIT {

    @TempDir private Path temp;

    private Path v2;
    private TestHost host;

    @BeforeEach
    void servesVersionOne() {
        v2 = BuiltShop.v2();
        host = TestHost.run(BuiltShop.v1(), temp.resolve("home"));
    }

    @AfterEach
    void ends() {
        host.close();
    }

    /** Sends a slow request and waits until its generation is held by it. */
    private HttpConnection asked(int millis) throws IOException {
        HttpConnection slow = HttpConnection.open(host.port());
        slow.send("/slow?millis=" + millis + "&qty=2&stamp=slow");
        Await.until(
                "a pin on generation 1",
                Duration.ofSeconds(30),
                () -> held(1) == 1,
                () -> host.status() + host.log());
        return slow;
    }

    private long held(int generation) {
        return host.loaded().stream()
                .filter(loaded -> loaded.number() == generation)
                .mapToLong(TestHost.LoadedGeneration::pins)
                .sum();
    }

    @Test
    void slowRequestFinishesInTheOldGenerationWhileTheNewOneServes() throws IOException {
        try (HttpConnection slow = asked(10_000);
                Child upgrade = host.start("upgrade", v2)) {
            Await.until(
                    "version 2",
                    Duration.ofMinutes(1),
                    () -> host.get("/quote/a?qty=1&stamp=x").body().contains(";web=2;"),
                    upgrade::output);
            host.serves(2);
            assertThat(held(1)).as("the slow request is still running").isEqualTo(1);
            assertThat(upgrade.isAlive()).as("the upgrade waits for it").isTrue();

            HttpAnswer answer = slow.receive();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(Shop.answer(1, "slow", "slow", "slow", 2));
            CliResult upgraded = upgrade.end(Cli.DEADLINE).done();
            assertThat(upgraded.findings()).isEmpty();
            assertThat(slow.get("/quote/a?qty=1&stamp=x").body())
                    .as("the connection is kept and now enters the new generation")
                    .isEqualTo(Shop.answer(2, "quote", "x", "a", 1));
        }
    }

    @Test
    void requestPastTheDrainDeadlineIsInterruptedAndNamed() throws IOException {
        try (HttpConnection slow = asked(25_000)) {
            long began = System.nanoTime();
            CliResult upgraded = host.cli("upgrade", v2, "--drain", "1").done();
            upgraded.naming("/slow");
            host.serves(2);

            HttpAnswer answer = slow.receive();
            assertThat(answer.status())
                    .as("of the interrupted request")
                    .isGreaterThanOrEqualTo(500);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("interrupted, not waited for")
                    .isLessThan(Duration.ofSeconds(25));
            assertThat(held(1)).isZero();
        }
    }
}
