package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** CARTS/1 over a stop and a start: the carts that the load has judged are there again. */
class SnapshotIT {

    private static final long LOAD_DEADLINE_SECONDS = 180;
    private static final int CARTS = 100_000;

    /** Every cart takes its time; of every seventh there are enough to see what is missing. */
    private static final int STEP = 7;

    @TempDir private Path temp;

    @Test
    void everyCartIsTheSameAfterAStopAndAStart() throws Exception {
        Path app = app();
        List<String> before;
        try (TestHost host = run(app)) {
            load(host.port());
            before = carts(host.port());
            host.signal("TERM");
            assertThat(host.end().exit()).as(host::log).isZero();
            assertThat(host.log()).contains("100,000 actors saved");
        }
        try (TestHost host = run(app)) {
            JsonNode snapshot = host.status().json().path("snapshot");
            assertThat(CliResult.field(snapshot, "state")).isEqualTo("restored");
            assertThat(snapshot.path("actors").asInt()).isEqualTo(CARTS);
            assertThat(carts(host.port())).isEqualTo(before);
        }
    }

    /** What version 2 adds to an answer, and what it works out in another way. */
    private static final Pattern COMPUTED =
            Pattern.compile(",\"(lineCents|totalCents|loyaltyPoints)\":\\d+");

    @Test
    void whatVersion1HasSavedIsLoadedByVersion2ThroughItsMigrations() throws Exception {
        Path v1 = app();
        Path v2 = temp.resolve("v2.msa");
        Cli.run("build", Launcher.example("carts/v2"), "-o", v2).done();
        List<String> before;
        try (TestHost host = run(v1)) {
            load(host.port());
            before = carts(host.port());
            host.signal("TERM");
            assertThat(host.end().exit()).as(host::log).isZero();
        }
        try (TestHost host = run(v2)) {
            JsonNode snapshot = host.status().json().path("snapshot");
            assertThat(CliResult.field(snapshot, "state")).isEqualTo("restored");
            assertThat(snapshot.path("actors").asInt()).isEqualTo(CARTS);
            List<String> after = carts(host.port());
            assertThat(after).allMatch(each -> each.contains("\"loyaltyPoints\":"));
            assertThat(kept(after)).isEqualTo(kept(before)).isNotEqualTo(before);
        }
    }

    private static List<String> kept(List<String> carts) {
        return carts.stream().map(each -> COMPUTED.matcher(each).replaceAll("")).toList();
    }

    @Test
    void aDamagedSnapshotRefusesTheStartAndIsLeftAlone() throws Exception {
        Path app = app();
        Path file = temp.resolve("snapshot/actors.cbor");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "no snapshot");
        List<Object> words = new ArrayList<>(List.of("run", app));
        words.addAll(List.of("--home", temp.resolve("home"), "--snapshot", file.getParent()));
        words.addAll(List.of("--http", "127.0.0.1:0"));
        CliResult result = Cli.run(words.toArray());
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.json().toString()).contains("MS-SNAPSHOT-003");
        assertThat(Files.readString(file)).isEqualTo("no snapshot");
    }

    private Path app() {
        Path app = temp.resolve("carts.msa");
        Cli.run("build", Launcher.example("carts/v1"), "-o", app).done();
        return app;
    }

    private TestHost run(Path app) {
        Path home = temp.resolve("home");
        List<String> words = new ArrayList<>(TestHost.arguments(app, home));
        words.addAll(List.of("--snapshot", temp.resolve("snapshot").toString()));
        return TestHost.run(words, home);
    }

    private static List<String> carts(int port) throws Exception {
        List<String> bodies = new ArrayList<>();
        try (HttpConnection connection = HttpConnection.open(port)) {
            for (int id = 0; id < CARTS; id += STEP) {
                bodies.add(connection.get("/carts/" + id).body());
            }
        }
        return bodies;
    }

    /** The load changes carts, and reads each of them at its end against its own model. */
    private void load(int port) throws Exception {
        Path out = temp.resolve("load.json");
        Process load =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-cp",
                                Launcher.libraries() + "/*",
                                "dev.midstream.load.Main",
                                "--url",
                                "http://127.0.0.1:" + port + "/",
                                "--oracle",
                                "carts",
                                "--warm-up",
                                "1",
                                "--saturation",
                                "1",
                                "--before",
                                "1",
                                "--seconds",
                                "1")
                        .redirectOutput(out.toFile())
                        .redirectErrorStream(true)
                        .start();
        try {
            assertThat(load.waitFor(LOAD_DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(load.exitValue()).as(() -> "the load was content").isZero();
        } finally {
            load.destroyForcibly();
        }
    }
}
