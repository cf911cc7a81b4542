package dev.midstream.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.http.Route;
import dev.midstream.runtime.record.RequestSample;
import dev.midstream.runtime.record.Reservoir;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordIT {

    private final Route echo =
            Doors.nonBlocking(
                    "POST",
                    "/echo/{id}",
                    call ->
                            CompletableFuture.completedFuture(
                                    Response.text(call.path("id") + call.text())));

    private final Gate gate =
            new Gate(
                    Doors.generation(
                            1,
                            echo,
                            Doors.blocking("GET", "/plain", call -> Response.text("plain")),
                            Doors.blocking("GET", "/off", call -> Response.text("off"))
                                    .recorded(false),
                            Doors.blocking("POST", "/masked", call -> Response.text(call.text()))
                                    .redact("card.number"),
                            Doors.blocking(
                                    "GET",
                                    "/fails",
                                    call -> {
                                        throw new IOException("no");
                                    })));
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpDoor door;

    @BeforeEach
    void open() throws IOException {
        door = HttpDoor.open(gate, Doors.options());
    }

    @AfterEach
    void close() {
        client.close();
        door.close();
    }

    private void ask(String method, String target, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + door.address().getPort() + target))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        client.send(request.build(), HttpResponse.BodyHandlers.discarding());
    }

    private Reservoir.Kind<RequestSample> kind(String name) {
        return door.requests().stream()
                .filter(kind -> kind.kind().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void requestsAreKeptByRouteWithoutCredentials() throws IOException, InterruptedException {
        ask("POST", "/echo/7?q=1", "hello", "Authorization", "Bearer x", "Cookie", "a", "X-A", "b");

        RequestSample kept = kind("POST /echo/{id}").kept().getFirst();

        assertThat(kept.target()).isEqualTo("/echo/7?q=1");
        assertThat(new String(kept.body(), StandardCharsets.UTF_8)).isEqualTo("hello");
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.nanos()).isPositive();
        assertThat(kept.headers())
                .contains("X-A", "b")
                .doesNotContain("Authorization", "Cookie", "Bearer x");
    }

    @Test
    void whatARouteDoesNotWantKeptIsOnlyCounted() throws IOException, InterruptedException {
        ask("GET", "/off", "");

        assertThat(kind("GET /off").kept()).isEmpty();
        assertThat(kind("GET /off").count()).isEqualTo(1);
    }

    @Test
    void whatARouteMasksIsMasked() throws IOException, InterruptedException {
        ask("POST", "/masked", "{\"card\": {\"number\": \"4711\"}}");

        assertThat(
                        new String(
                                kind("POST /masked").kept().getFirst().body(),
                                StandardCharsets.UTF_8))
                .isEqualTo("{\"card\": {\"number\": \"1111\"}}");
    }

    @Test
    void failuresAreKept() throws IOException, InterruptedException {
        ask("GET", "/fails", "");

        assertThat(kind("GET /fails").kept().getFirst().status()).isEqualTo(500);
    }

    @Test
    void aKeptRequestIsMadeAgainInAnotherGenerationAndNobodyIsAnswered() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("");
        Generation shadow =
                Doors.generation(
                        2,
                        Doors.nonBlocking(
                                "POST",
                                "/echo/{id}",
                                call -> {
                                    seen.set(call.path("id") + call.text() + call.header("X-A"));
                                    return CompletableFuture.completedFuture(Response.status(201));
                                }));
        ask("POST", "/echo/7", "hello", "X-A", "b");

        int status = door.replay(shadow, kind("POST /echo/{id}").kept().getFirst());

        assertThat(status).isEqualTo(201);
        assertThat(seen.get()).isEqualTo("7helloOptional[b]");
        assertThat(shadow.held()).isZero();
    }

    @Test
    void aReplayWithoutARouteOrWithoutAnAnswerSaysSo() throws Exception {
        ask("GET", "/plain", "");
        RequestSample kept = kind("GET /plain").kept().getFirst();
        Route silent = Doors.nonBlocking("GET", "/plain", call -> new CompletableFuture<>());

        assertThat(door.replay(Doors.generation(2), kept)).isZero();
        assertThat(door.replay(Doors.generation(3, silent), kept)).isZero();
    }
}
