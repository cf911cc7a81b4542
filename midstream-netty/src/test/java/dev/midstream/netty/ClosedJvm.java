package dev.midstream.netty;

import static dev.midstream.netty.Doors.blocking;
import static dev.midstream.netty.Doors.nonBlocking;
import static dev.midstream.netty.Doors.nonBlockingStreaming;

import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Gate;
import java.util.concurrent.CompletableFuture;

/**
 * A door in a JVM of its own; says on which kind of thread each kind of handler runs, whether a
 * second request finds what the first left in a thread-local, and that a drain sees them gone.
 */
final class ClosedJvm {

    private static final ThreadLocal<String> LEFT = new ThreadLocal<>();

    private ClosedJvm() {}

    private static Response where() {
        String found = LEFT.get();
        LEFT.set("left");
        String kind = Thread.currentThread().isVirtual() ? "virtual" : "platform";
        return Response.text(kind + ", found " + found + ".");
    }

    @SuppressWarnings("SystemOut") // it is what the parent process reads
    public static void main(String[] arguments) throws Exception {
        Gate gate =
                new Gate(
                        Doors.generation(
                                1,
                                blocking("GET", "/blocking", call -> where()),
                                nonBlocking(
                                        "GET",
                                        "/async",
                                        call -> CompletableFuture.completedFuture(where())),
                                nonBlockingStreaming(
                                        "POST",
                                        "/stream",
                                        (call, body) ->
                                                CompletableFuture.completedFuture(where()))));
        try (HttpDoor door = HttpDoor.open(gate, Doors.options());
                RawClient client = new RawClient(door.address())) {
            for (String request :
                    new String[] {"GET /async", "GET /async", "GET /blocking", "POST /stream"}) {
                client.send(request + " HTTP/1.1\r\nHost: x\r\n\r\n");
                String answer = client.answer();
                System.out.println(
                        request + ": " + answer.substring(answer.indexOf("\r\n\r\n") + 4));
            }
            Doors.eventually("no pin is held", () -> gate.current().held() == 0);
        }
        System.out.println("separates: " + Gate.separatesThreadLocals());
    }
}
