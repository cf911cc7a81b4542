package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An upgrade whose migrations pass the dry run and fail after the cutover, because a request that
 * began before it makes a state that the new version cannot take over.
 */
class TakeBackIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** Adds when the counter {@code gate} is no longer 0; holds its generation for so long. */
    private static final String HELD =
            """
            .get("/held/{key}/{amount}", call -> {
                long end = System.nanoTime() + 60_000_000_000L;
                while (counters.ask("gate", new CountMessage.View()).toCompletableFuture().get() == 0) {
                    if (System.nanoTime() > end) {
                        throw new IllegalStateException("nobody opened the gate");
                    }
                    java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                }
                return text(counters.ask(key(call), new CountMessage.Add(number(call, "amount"))))
                        .toCompletableFuture().get();
            })
            .get("/blocking/\
            """;

    @TempDir private Path temp;

    @Test
    void exitIs3AndTheVersionBeforeServesAgainWithAllItsStates() throws Exception {
        Path v1 = app("v1").build(temp.resolve("v1.msa"));
        Path v2 = app("v2").overlay("counters-unlucky").build(temp.resolve("v2.msa"));
        try (TestHost host = TestHost.run(v1, temp.resolve("home"))) {
            assertThat(get(host, "/add/a/12")).isEqualTo("12");
            assertThat(get(host, "/add/b/5")).isEqualTo("5");
            CompletableFuture<String> held =
                    CompletableFuture.supplyAsync(() -> get(host, "/held/a/1"));
            Await.until(
                    "the request that holds version 1",
                    SOON,
                    () -> host.loaded().getFirst().pins() > 0,
                    host::log);
            try (Child upgrade = host.start("upgrade", v2, "--no-warm")) {
                Await.until("the cutover", SOON, () -> host.generation() == 2, host::log);
                assertThat(get(host, "/add/b/1")).as("moved by a message").isEqualTo("6");
                get(host, "/add/gate/1");
                assertThat(held.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("13");
                CliResult result = upgrade.end(SOON);
                assertThat(result.exit()).as(result::toString).isEqualTo(3);
                assertThat(result.text("outcome")).isEqualTo("rolledBack");
                result.naming("counter 'a'", "no luck with 13");
                assertThat(result.text("message")).contains("generation 1 serves again");
            }
            assertThat(host.generation()).isEqualTo(1);
            assertThat(get(host, "/view/a")).isEqualTo("13");
            assertThat(get(host, "/add/a/1")).isEqualTo("14");
            assertThat(get(host, "/add/b/1")).isEqualTo("7");
            assertThat(Files.readString(host.home().resolve("journal"))).contains("rolledBack");
            host.cli("upgrade", v2, "--no-warm").done();
            assertThat(get(host, "/add/a/1")).as("14 is fine").isEqualTo("15");
        }
    }

    private AppTree app(String name) {
        return AppTree.counters(temp.resolve(name))
                .edit(
                        "counting/src/main/java/counters/counting/CountingModule.java",
                        java.util.regex.Pattern.quote(".get(\"/blocking/"),
                        java.util.regex.Matcher.quoteReplacement(HELD));
    }

    private static String get(TestHost host, String target) {
        HttpAnswer answer = host.get(target);
        assertThat(answer.status()).as(() -> target + ": " + host.log()).isEqualTo(200);
        return answer.body();
    }
}
