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
 * wrk} as client. On a machine that others use too, trust the CPU time per request, not the
 * throughput.
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
                Run hand1 = wrk(hand.address(), "/fast", seconds, connections);
                Run door1 = wrk(door.address(), "/fast", seconds, connections);
                Run door2 = wrk(door.address(), "/fast", seconds, connections);
                Run hand2 = wrk(hand.address(), "/fast", seconds, connections);
                Run blocking = wrk(door.address(), "/slow", seconds, connections);
                double ratio =
                        (hand1.cpuMicros() + hand2.cpuMicros())
                                / (door1.cpuMicros() + door2.cpuMicros());
                double throughput =
                        (door1.perSecond() + door2.perSecond())
                                / (hand1.perSecond() + hand2.perSecond());
                System.out.printf(
                        "%s hand %s, %s  door %s, %s  blocking %s  cpu %.3f throughput %.3f%n",
                        round < 0 ? "warm-up" : "round " + round,
                        hand1,
                        hand2,
                        door1,
                        door2,
                        blocking,
                        ratio,
                        throughput);
                if (round >= 0) {
                    ratios.add(ratio);
                }
            }
            double[] sorted = ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            System.out.printf(
                    "median of hand-written CPU per request / door CPU per request: %.3f of %s%n",
                    sorted[sorted.length / 2], Arrays.toString(sorted));
        }
    }

    /** What one run showed: requests per second, and this process's CPU time per request. */
    private record Run(double perSecond, double cpuMicros) {
        @Override
        public String toString() {
            return String.format("%.0f/s %.2f us", perSecond, cpuMicros);
        }
    }

    private static Run wrk(InetSocketAddress at, String path, int seconds, int connections)
            throws IOException {
        long cpuBefore = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
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
        long cpu =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos()
                        - cpuBefore;
        double requests = number(output, "  ", " requests in ");
        return new Run(number(output, "Requests/sec:", "\n"), cpu / 1e3 / requests);
    }

    /** The number before {@code after}, after the last {@code before} that precedes it. */
    private static double number(String output, String before, String after) {
        int from =
                after.equals("\n")
                        ? output.indexOf(before)
                        : output.lastIndexOf(before, output.indexOf(after));
        int start = from + before.length();
        return Double.parseDouble(output.substring(start, output.indexOf(after, start)).trim());
    }
}
