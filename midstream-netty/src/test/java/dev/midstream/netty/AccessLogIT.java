package dev.midstream.netty;

import static dev.midstream.netty.Doors.blocking;
import static dev.midstream.netty.Doors.eventually;
import static dev.midstream.netty.Doors.nonBlocking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.api.Response;
import dev.midstream.runtime.finding.MidstreamException;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A line per request, with nothing secret in it, whatever becomes of the file. */
class AccessLogIT {

    private static final String HOST = "Host: x\r\n";

    @TempDir private Path folder;

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    private final Generation generation =
            Doors.generation(
                    7,
                    nonBlocking(
                            "GET",
                            "/items/{id}",
                            call -> CompletableFuture.completedFuture(Response.text("item"))),
                    blocking(
                            "GET",
                            "/stream",
                            call ->
                                    Response.status(200).stream(
                                            "a/b", out -> out.write(new byte[50_000]))),
                    blocking(
                            "GET",
                            "/wait",
                            call -> {
                                inside.countDown();
                                go.await();
                                return Response.text("done");
                            }));

    private HttpDoor open(Path file) throws IOException {
        return HttpDoor.open(new Gate(generation), Doors.options().loops(1).accessLog(file));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void get(HttpDoor door, String target, String headers) throws IOException {
        try (RawClient client = new RawClient(door.address())) {
            client.send(
                    "GET "
                            + target
                            + " HTTP/1.1\r\n"
                            + HOST
                            + headers
                            + "Connection: close\r\n\r\n");
            client.rest();
        }
    }

    @Test
    void eachRequestLeavesALine() throws IOException {
        Path file = folder.resolve("access.log");
        try (HttpDoor door = open(file)) {
            get(door, "/items/1?token=secret", "Authorization: Basic secret\r\nCookie: secret\r\n");
            get(
                    door,
                    "/nowhere",
                    "Referer: http://a/b?secret\r\nUser-Agent: agent \"x\" \\ \u00e4\r\n");
            get(door, "/stream", "");
            try (RawClient client = new RawClient(door.address()).send("nonsense\r\n\r\n")) {
                client.rest();
            }
        }
        assertThat(lines(file)).hasSize(4);
        String begin =
                "127\\.0\\.0\\.1 - - \\[\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000\\] ";
        assertThat(lines(file).get(0))
                .matches(
                        begin
                                + "\"GET /items/1 HTTP/1\\.1\" 200 4 \"-\" \"-\" generation=7"
                                + " micros=\\d+ route=\"GET /items/\\{id\\} of web\"");
        assertThat(lines(file).get(1))
                .matches(
                        begin
                                + "\"GET /nowhere HTTP/1\\.1\" 404 14 \"http://a/b\""
                                + " \"agent \\\\\"x\\\\\" \\\\\\\\ \\\\xe4\" generation=7 micros=\\d+"
                                + " route=\"-\"");
        assertThat(lines(file).get(2))
                .contains("\"GET /stream HTTP/1.1\" 200 50000 ")
                .endsWith(" route=\"GET /stream of web\"");
        assertThat(lines(file).get(3))
                .matches(begin + "\"-\" 400 16 \"-\" \"-\" generation=0 micros=0 route=\"-\"");
        assertThat(String.join("", lines(file))).doesNotContain("secret");
    }

    @Test
    void clientThatGoesAwayLeavesALineToo() throws Exception {
        Path file = folder.resolve("access.log");
        try (HttpDoor door = open(file)) {
            RawClient client = new RawClient(door.address());
            client.send("GET /wait HTTP/1.1\r\n" + HOST + "\r\n");
            inside.await();
            client.reset();
            eventually(
                    "the line is there",
                    () -> lines(file).toString().contains("GET /wait HTTP/1.1\" 499 0"));
            go.countDown();
        }
        assertThat(lines(file)).hasSize(1);
    }

    @Test
    void fileThatIsMovedAwayIsCreatedAnew() throws IOException {
        Path file = folder.resolve("access.log");
        Path moved = folder.resolve("access.log.1");
        try (HttpDoor door = open(file)) {
            get(door, "/items/1", "");
            eventually("the first line is there", () -> lines(file).size() == 1);
            Files.move(file, moved);
            eventually(
                    "a new file is written",
                    () -> {
                        try {
                            get(door, "/items/2", "");
                        } catch (IOException failed) {
                            throw new UncheckedIOException(failed);
                        }
                        return !lines(file).isEmpty();
                    });
        }
        assertThat(lines(moved).getFirst()).contains("/items/1");
        assertThat(lines(file)).allMatch(line -> line.contains("/items/2"));
    }

    @Test
    void fileThatCannotBeOpenedIsRefused() {
        assertThatThrownBy(() -> open(folder.resolve("nowhere/access.log")))
                .isInstanceOf(MidstreamException.class)
                .hasMessageStartingWith("MS-DOOR-008 ")
                .hasMessageContaining("nowhere/access.log");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linesThatCannotBeWrittenAreCountedAndSaid() throws IOException {
        try (LogOfDoor log = new LogOfDoor();
                HttpDoor door = open(Path.of("/dev/full"))) {
            get(door, "/items/1", "");
            eventually("it is said", () -> !log.of("MS-DOOR-009").isEmpty());
            assertThat(log.of("MS-DOOR-009").getFirst())
                    .startsWith("MS-DOOR-009 /dev/full: 1 lines of the access log were left out: ")
                    .contains("No space left");
            get(door, "/items/2", "");
        }
    }
}
