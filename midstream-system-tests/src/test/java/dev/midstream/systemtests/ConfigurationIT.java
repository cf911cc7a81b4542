package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Configuration, jobs, threads and metrics of a module, as an operator meets them. */
@Order(2)
class ConfigurationIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String SECRET = "wirklich-geheim-4711";

    @TempDir private static Path shared;

    private static Path built;

    @TempDir private Path temp;

    private TestHost host;

    @BeforeAll
    static void builds() {
        built =
                AppTree.shop(shared.resolve("app"))
                        .overlay("configured")
                        .build(shared.resolve("v1.msa"));
    }

    @BeforeEach
    void serves() {
        home("greeting.key=" + SECRET + "\n");
        host = TestHost.run(built, temp.resolve("home"));
        greets("welcome POLITE");
    }

    @AfterEach
    void ends() {
        host.close();
    }

    private void home(String settings) {
        try {
            Path home = Files.createDirectories(temp.resolve("home"));
            Files.writeString(
                    home.resolve("midstream.properties"),
                    settings.replace("KEY", "greeting.key=" + SECRET));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void greets(String words) {
        assertThat(host.get("/greeting").body()).isEqualTo(words + " v1 key " + SECRET.length());
    }

    @Test
    void aChangedFileIsCheckedUpgradedAndRolledBack() {
        host.cli("upgrade", built).unchanged();
        home("KEY\ngreeting.word=hello\n");

        CliResult check = host.cli("check", built).done();
        assertThat(check.text("message")).contains("greeting.word welcome → hello");
        greets("welcome POLITE");

        host.cli("upgrade", built).done();
        assertThat(host.cli("history").done().json().path("entries").toString())
                .contains("greeting.word welcome → hello");
        greets("hello POLITE");
        assertThat(since("greeting")).isEqualTo(2);
        assertThat(since("pricing")).isEqualTo(1);

        CliResult back = host.cli("rollback").done();
        back.naming("greeting.word welcome → hello", "Put the old values back");
        greets("welcome POLITE");
        assertThat(host.generation()).isEqualTo(1);
    }

    @Test
    void aRollbackAfterTheConfirmationFindsTheOldValues() {
        home("KEY\ngreeting.word=hello\n");
        host.cli("upgrade", built, "--confirm", "now").done();
        greets("hello POLITE");
        host.cli("rollback").done();
        greets("welcome POLITE");
        host.cli("upgrade", built).done();
        greets("hello POLITE");
    }

    @Test
    void whatIsWrongIsRefusedAndNothingChanges() {
        home("KEY\ngreeting.wrod=hello\n");
        host.cli("check", built).refused().naming("properties:2", "did you mean word?");
        host.cli("upgrade", built).refused().naming("greeting.wrod");
        home("KEY\ngreeting.tone=RUED\n");
        host.cli("upgrade", built).refused().naming("one of POLITE, RUDE", "did you mean RUDE?");
        home("KEY\ngreeting.beat=soon\n");
        host.cli("upgrade", built).refused().naming("'soon'", "a duration", "properties:2");
        home("KEY\ngreeting.word=\n");
        host.cli("upgrade", built)
                .refused()
                .naming("an empty word greets nobody; key Optional[***]");
        greets("welcome POLITE");
        assertThat(host.generation()).isEqualTo(1);
    }

    @Test
    void aHostDoesNotStartWithABadConfigurationAndSaysWhere() {
        Path other = temp.resolve("other");
        try {
            Files.createDirectories(other);
            Files.writeString(other.resolve("midstream.properties"), "greeting.tone=RUED\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Cli.run("run", built, "--http", "127.0.0.1:0", "--home", other)
                .failed()
                .naming("properties:1");
    }

    @Test
    void aSecretIsInNoFileAnswerOrLine() throws IOException {
        home("KEY\ngreeting.word=hello\n");
        String all =
                List.of(
                                host.cli("check", built),
                                host.cli("upgrade", built, "--verbose"),
                                host.cli("status"),
                                host.cli("status", "--metrics"),
                                host.cli("history"),
                                host.cli("rollback"))
                        .toString();
        home("KEY\ngreeting.word=\n");
        all += host.cli("upgrade", built);
        assertThat(all + host.log())
                .contains("Optional[***]")
                .contains("greets with Config[word=hello")
                .doesNotContain(SECRET);
        Files.delete(host.home().resolve("midstream.properties"));
        try (Stream<Path> files = Files.walk(host.home())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRET);
            }
        }
    }

    @Test
    void theJobGoesOnInTheNewGenerationAndTheCounterWithIt() {
        Await.until("beats", SOON, () -> beats() >= 2, host::log);
        long before = counted();
        home("KEY\ngreeting.word=hello\n");
        host.cli("upgrade", built, "--confirm", "now").done();
        Await.until("beats of the new instance", SOON, () -> beats() >= 2, host::log);
        assertThat(counted()).isGreaterThan(before);

        JsonNode job = host.status().json().path("jobs").path(0);
        assertThat(CliResult.field(job, "name")).isEqualTo("beat");
        assertThat(CliResult.field(job, "module")).isEqualTo("greeting");
        assertThat(job.path("periodMillis").asLong()).isEqualTo(50);
        assertThat(job.path("runs").asLong()).isGreaterThanOrEqualTo(before);
        assertThat(job.path("failures").asLong()).isZero();
    }

    @Test
    void theThreadsOfAReleasedInstanceAreGone() {
        home("KEY\ngreeting.waits=true\n");
        host.cli("upgrade", built, "--confirm", "now").done();
        assertThat(HostProbe.of(host.pid()).text())
                .contains("\"greeting@2 waiter-1\"")
                .doesNotContain("\"greeting@1 ");
        home("KEY\ngreeting.word=hello\n");
        host.cli("upgrade", built, "--confirm", "now").done();
        assertThat(HostProbe.of(host.pid()).text())
                .contains("\"greeting@3 waiter-1\"")
                .doesNotContain("\"greeting@1 ", "\"greeting@2 ");
        Leaks.none(host);
    }

    private int since(String module) {
        for (JsonNode one : host.status().json().path("modules")) {
            if (CliResult.field(one, "name").equals(module)) {
                return one.path("since").asInt();
            }
        }
        throw new AssertionError("no module " + module);
    }

    /** Beats of the instance that serves. */
    private long beats() {
        return Long.parseLong(host.get("/beats").body());
    }

    /** Beats of all instances, as the host has counted them. */
    private long counted() {
        String metrics = host.cli("status", "--metrics").done().text("metrics");
        Matcher matcher =
                Pattern.compile("(?m)^beats_total\\{module=\"greeting\"} (\\d+)$").matcher(metrics);
        assertThat(matcher.find()).as(metrics).isTrue();
        assertThat(metrics).contains("own_beats{module=\"greeting\"} ");
        return Long.parseLong(matcher.group(1));
    }
}
