package dev.midstream.netty;

import static dev.midstream.netty.Doors.blocking;
import static dev.midstream.netty.Doors.eventually;
import static dev.midstream.netty.Doors.nonBlocking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Gate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** A handler that holds its event loop up is reported with where it stands. */
class LoopWatchIT {

    private final Semaphore go = new Semaphore(0);

    private Response held() {
        go.acquireUninterruptibly();
        return Response.text("late");
    }

    @Test
    void handlerThatHoldsItsLoopUpIsReportedWithItsStack() throws Exception {
        Gate gate =
                new Gate(
                        Doors.generation(
                                1,
                                nonBlocking(
                                        "GET",
                                        "/held",
                                        call -> CompletableFuture.completedFuture(held())),
                                blocking("GET", "/waits", call -> held())));
        try (LogOfDoor log = new LogOfDoor();
                HttpDoor door = HttpDoor.open(gate, Doors.options());
                RawClient held = new RawClient(door.address());
                RawClient waits = new RawClient(door.address())) {
            waits.send("GET /waits HTTP/1.1\r\nHost: x\r\n\r\n");
            held.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
            eventually("it is reported", () -> !log.of("MS-DOOR-010").isEmpty());
            go.release(2);
            assertThat(held.answer()).endsWith("late");
            assertThat(waits.answer()).endsWith("late");
            assertThat(log.of("MS-DOOR-010"))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "MS-DOOR-010 GET /held of web: has held its event loop up for over ")
                    .contains(LoopWatchIT.class.getName() + ".held(");
        }
    }
}
