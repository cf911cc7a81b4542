package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host's birth and death, and what is typed wrong. */
class RunIT {

    private final Path artefact = BuiltShop.v1();

    @TempDir private Path temp;

    @Test
    void secondRunOnTheSameHomeNamesTheFirst() {
        try (TestHost first = TestHost.run(artefact, temp.resolve("home"));
                Child second = Child.start(temp, "", TestHost.arguments(artefact, first.home()))) {
            CliResult ended = second.end(Cli.DEADLINE).failed();
            assertThat(ended.text("message")).contains(Long.toString(first.pid()));
            first.serves(1);
        }
    }

    @Test
    void theHostIsTheProcessThatWasStarted() {
        try (TestHost host = TestHost.run(artefact, temp.resolve("home"))) {
            assertThat(host.status().number("pid")).isEqualTo((int) host.pid());
            assertThat(ProcessHandle.of(host.pid()).orElseThrow().info().command().orElse(""))
                    .as("a signal to the launcher's process reaches the host")
                    .contains("java");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void requestUnderWayIsAnsweredBeforeTheHostEnds(String signal) throws IOException {
        try (TestHost host = TestHost.run(artefact, temp.resolve("home"));
                HttpConnection slow = HttpConnection.open(host.port())) {
            slow.send("/slow?millis=4000&qty=2&stamp=last");
            Await.until(
                    "a request under way",
                    Duration.ofSeconds(30),
                    () -> host.loaded().getFirst().pins() == 1,
                    host::log);
            host.signal(signal);
            HttpAnswer answer = slow.receive();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(Shop.answer(1, "slow", "last", "slow", 2));
            CliResult ended = host.end();
            assertThat(ended.exit()).as(ended::toString).isZero();
        }
    }

    @Test
    void homeIsFreeAgainAfterTheHostWasKilled() {
        try (TestHost killed = TestHost.run(artefact, temp.resolve("home"))) {
            killed.signal("KILL");
            assertThat(killed.end().exit()).isNotZero();
        }
        try (TestHost next = TestHost.run(artefact, temp.resolve("home"))) {
            next.serves(1);
        }
    }

    @Test
    void portInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Cli.run("run", artefact, "--home", temp.resolve("home"), "--http", address)
                    .failed()
                    .naming(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void appThatDoesNotExistIsNamed() {
        Cli.run("run", temp.resolve("nowhere"), "--home", temp.resolve("home"))
                .failed()
                .naming("nowhere");
    }

    @Test
    void appThatDoesNotCompileIsNotServed() {
        AppTree broken = AppTree.shop(temp.resolve("app")).overlay("syntax-error");
        Cli.run("run", broken.folder(), "--home", temp.resolve("home"))
                .failed()
                .naming("ListedPrices.java:12");
    }

    @Test
    void truncatedArtefactIsNotServed() throws IOException {
        byte[] bytes = Files.readAllBytes(artefact);
        Path truncated = temp.resolve("truncated.msa");
        Files.write(truncated, Arrays.copyOf(bytes, bytes.length / 2));
        Cli.run("run", truncated, "--home", temp.resolve("home")).failed();
    }

    @Test
    void statusWithoutHostCouldNot() {
        Cli.run("status", "--home", temp.resolve("home")).failed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgarde", "status --no-such-option", "build", "run"})
    void typoIsWrongUsage(String line) {
        CliResult ended = Cli.run(List.of(line.split(" ", -1)).toArray());
        assertThat(ended.exit()).as(ended::toString).isEqualTo(64);
        assertThat(ended.stdout() + ended.stderr()).isNotBlank();
    }

    @Test
    void newAppRunsAndAnswers() throws IOException {
        CliResult made = Cli.runIn(temp, "new", "hello").done();
        assertThat(Files.isDirectory(temp.resolve("hello"))).as(made::toString).isTrue();
        try (TestHost host =
                TestHost.run(temp.resolve("hello"), temp.resolve("hello/.midstream"))) {
            assertThat(host.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void newDoesNotOverwriteWhatIsThere() throws IOException {
        Path file = Files.createDirectory(temp.resolve("hello")).resolve("precious.txt");
        Files.writeString(file, "mine");
        assertThat(Cli.runIn(temp, "new", "hello").exit()).isNotZero();
        assertThat(temp.resolve("hello")).isDirectoryContaining(path -> path.equals(file));
        assertThat(temp.resolve("hello").toFile().list()).hasSize(1);
    }

    @Test
    void homeIsInTheAppUnlessSaid() {
        AppTree tree = AppTree.shop(temp.resolve("app"));
        Path home = tree.folder().resolve(".midstream");
        try (TestHost host =
                TestHost.run(Cli.withJson("run", tree.folder(), "--http", "127.0.0.1:0"), home)) {
            assertThat(home).isDirectory();
            CliResult status = Cli.runIn(tree.folder(), "status").done();
            assertThat(status.number("pid")).isEqualTo((int) host.pid());
        }
    }
}
