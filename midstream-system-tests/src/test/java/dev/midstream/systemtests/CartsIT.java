package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** CARTS/1: the example app, against a load that has its own idea of every answer. */
class CartsIT {

    private static final long LOAD_DEADLINE_SECONDS = 180;
    private static final String ITEM = "{\"sku\":\"SKU-0123\",\"qty\":2,\"priceCents\":1999}";

    @TempDir private Path temp;

    @Test
    void everyAnswerIsRightToTheByteAndEveryCartIsThereAtTheEnd() throws Exception {
        Path app = temp.resolve("carts.msa");
        Cli.run("build", Launcher.example("carts/v1"), "-o", app).done();
        try (TestHost host = TestHost.run(app, temp.resolve("home"))) {
            JsonNode result = load(host.port());
            assertThat(result.path("closed").path("totals").path("wrong").asInt(-1)).isZero();
            assertThat(result.path("open").path("totals").path("ok").asLong())
                    .isEqualTo(result.path("open").path("totals").path("requests").asLong())
                    .isPositive();
            JsonNode swept = result.path("sweep").path("totals");
            assertThat(swept.path("versions").path("v1").asLong()).isEqualTo(100_000);
            JsonNode actors = host.status().json().path("actors").path(0);
            assertThat(CliResult.field(actors, "type")).isEqualTo("cart");
            assertThat(actors.path("count").asInt()).isEqualTo(100_000);
        }
    }

    @Test
    void whatTheWorkloadRefusesIsRefusedWithAnEmptyBody() throws Exception {
        Path app = temp.resolve("carts.msa");
        Cli.run("build", Launcher.example("carts/v1"), "-o", app).done();
        try (TestHost host = TestHost.run(app, temp.resolve("home"));
                HttpConnection connection = HttpConnection.open(host.port())) {
            for (String target :
                    List.of("/carts/100000", "/carts/007", "/carts/-1", "/carts/x", "/nothing")) {
                HttpAnswer answer = connection.get(target);
                assertThat(answer.status()).as(target).isEqualTo(404);
            }
            assertThat(post(host.port(), "/carts/x/items", "no JSON")).isEqualTo(404);
            assertThat(post(host.port(), "/carts/1/items", "no JSON")).isEqualTo(400);
            assertThat(post(host.port(), "/carts/1/items", ITEM + "x")).isEqualTo(400);
            assertThat(post(host.port(), "/carts/1/items", ITEM)).isEqualTo(200);
        }
    }

    private static int post(int port, String target, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    /** Runs the load as a person would, in a process of its own, and reads its report. */
    private JsonNode load(int port) throws IOException, InterruptedException {
        Path out = temp.resolve("load.json");
        Path err = temp.resolve("load.err");
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
                                "2",
                                "--saturation",
                                "1",
                                "--before",
                                "1",
                                "--seconds",
                                "2")
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            assertThat(load.waitFor(LOAD_DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            String report = Files.readString(out);
            assertThat(load.exitValue())
                    .as(() -> report.lines().filter(l -> l.contains("samples")).toList().toString())
                    .isZero();
            return JsonMapper.shared().readTree(report);
        } finally {
            load.destroyForcibly();
        }
    }
}
