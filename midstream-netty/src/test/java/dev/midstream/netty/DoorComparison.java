package dev.midstream.netty;

import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Gate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Measures the door against {@link HandWrittenPipeline}: both in one JVM, alternating, with {@code
 * wrk} as client.
 *
 * <pre>java … dev.midstream.netty.DoorComparison [rounds] [seconds] [connections] [loops]</pre>
 */
final class DoorComparison {

    private static final byte[] ANSWER = "Hello, world!".getBytes(StandardCharsets.US_ASCII);

    private DoorComparison() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 6;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 4;
        int connections = args.length > 2 ? Integer.parseInt(args[2]) : 32;
        int loops = args.length > 3 ? Integer.parseInt(args[3]) : 1;
        Gate gate =
                new Gate(
                        Doors.generation(
                                1,
                                Doors.nonBlocking(
                                        "GET",
                                        "/fast",
                                        call ->
                                                CompletableFuture.completedFuture(
                                                        Response.status(200)
                                                                .body(
                                                                        "text/plain; charset=utf-8",
                                                                        ANSWER))),
                                Doors.blocking(
                                        "GET",
                                        "/slow",
                                        call ->
                                                Response.status(200)
                                                        .body(
                                                                "text/plain; charset=utf-8",
                                                                ANSWER))));
        try (HttpDoor door = HttpDoor.open(gate, Doors.options().loops(loops));
                HandWrittenPipeline hand =
                        new HandWrittenPipeline(loops, Map.of("/fast", ANSWER))) {
            List<Double> ratios = new ArrayList<>();
            for (int round = -1; round < rounds; round++) {
                double byHand = wrk(hand.address(), "/fast", seconds, connections);
                double byDoor = wrk(door.address(), "/fast", seconds, connections);
                double blocking = wrk(door.address(), "/slow", seconds, connections);
                double again = wrk(hand.address(), "/fast", seconds, connections);
                double ratio = 2 * byDoor / (byHand + again);
                System.out.printf(
                        "%s hand %.0f/%.0f  door %.0f  blocking %.0f  ratio %.3f%n",
                        round < 0 ? "warm-up" : "round " + round,
                        byHand,
                        again,
                        byDoor,
                        blocking,
                        ratio);
                if (round >= 0) {
                    ratios.add(ratio);
                }
            }
            double[] sorted = ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            System.out.printf(
                    "median ratio %.3f of %s%n",
                    sorted[sorted.length / 2], Arrays.toString(sorted));
        }
    }

    private static double wrk(InetSocketAddress at, String path, int seconds, int connections)
            throws IOException {
        Process wrk =
                new ProcessBuilder(
                                "wrk",
                                "-t1",
                                "-c" + connections,
                                "-d" + seconds + "s",
                                "http://127.0.0.1:" + at.getPort() + path)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (output.contains("Non-2xx") || output.contains("Socket errors")) {
            throw new IOException("errors:\n" + output);
        }
        int at1 = output.indexOf("Requests/sec:") + 13;
        return Double.parseDouble(output.substring(at1, output.indexOf('\n', at1)).trim());
    }
}
