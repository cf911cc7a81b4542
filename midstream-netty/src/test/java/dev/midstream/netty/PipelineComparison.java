package dev.midstream.netty;

import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Gate;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * As {@link DoorComparison}, without sockets: the CPU time that this thread takes from a request's
 * bytes to its answer's bytes. Not disturbed by others on the machine, and harsher on the door,
 * since the system calls that both need are left out.
 */
final class PipelineComparison {

    private static final byte[] ANSWER = "Hello, world!".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REQUEST =
            ("GET /fast HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: wrk/4.1.0\r\n"
                            + "Accept: text/html,application/json;q=0.9\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);

    private PipelineComparison() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 300_000;
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
                                                                        ANSWER)))));
        HttpDoorOptions options = Doors.options();
        try (HttpDoor door = HttpDoor.open(gate, options)) {
            EmbeddedChannel hand =
                    new EmbeddedChannel(
                            new HttpServerCodec(8192, 16384, 65536),
                            new HandWrittenPipeline.Answerer(Map.of("/fast", ANSWER)));
            EmbeddedChannel ours = new EmbeddedChannel();
            DoorLoop loop = new DoorLoop(door, gate, options, ours.eventLoop());
            RequestDecoder decoder = new RequestDecoder(options.limits());
            Connection connection = new Connection(loop, ours, decoder);
            ours.pipeline().addLast(decoder, connection);
            double[] ratios = new double[rounds];
            for (int round = -3; round < rounds; round++) {
                double hand1 = nanos(hand, requests);
                double ours1 = nanos(ours, requests);
                double ours2 = nanos(ours, requests);
                double hand2 = nanos(hand, requests);
                double ratio = (hand1 + hand2) / (ours1 + ours2);
                System.out.printf(
                        "%3d hand %.0f, %.0f ns  door %.0f, %.0f ns  ratio %.3f%n",
                        round, hand1, hand2, ours1, ours2, ratio);
                if (round >= 0) {
                    ratios[round] = ratio;
                }
            }
            Arrays.sort(ratios);
            System.out.printf("median ratio %.3f%n", ratios[rounds / 2]);
        }
    }

    private static double nanos(EmbeddedChannel channel, int requests) {
        var threads = ManagementFactory.getThreadMXBean();
        long bytes = 0;
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < requests; i++) {
            ByteBuf request = channel.alloc().directBuffer(256).writeBytes(REQUEST);
            channel.writeInbound(request);
            for (ByteBuf part = channel.readOutbound();
                    part != null;
                    part = channel.readOutbound()) {
                bytes += part.readableBytes();
                part.release();
            }
        }
        long took = threads.getCurrentThreadCpuTime() - before;
        if (bytes < 100L * requests) {
            throw new AssertionError("only " + bytes + " bytes of answers");
        }
        return (double) took / requests;
    }
}
