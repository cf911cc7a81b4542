package dev.midstream.netty;

import dev.midstream.runtime.finding.MidstreamException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a door is opened. Immutable; begin with {@link #defaults} and change what differs.
 *
 * @param host the address to listen on, a name or an IP address
 * @param port the port to listen on; 0 takes any free one
 * @param loops how many event loops serve connections
 * @param transport how the operating system is asked for events
 * @param limits how much the door takes in
 * @param timeouts how long the door waits
 * @param gzip whether texts are compressed for clients that take gzip
 * @param accessLog where each request leaves a line: a file, {@code -} for the standard output;
 *     empty for no such log
 */
public record HttpDoorOptions(
        String host,
        int port,
        int loops,
        Transport transport,
        Limits limits,
        Timeouts timeouts,
        boolean gzip,
        Optional<Path> accessLog) {

    /** How the operating system is asked for events. */
    public enum Transport {
        /** Epoll where there is one, else NIO. */
        NATIVE,
        /** The JDK's selectors, anywhere. */
        NIO
    }

    /**
     * How much the door takes in.
     *
     * @param requestLineBytes longest request line; beyond it 414
     * @param headerBytes longest header section without line ends; beyond it 431
     * @param bodyBytes longest body; beyond it 413
     * @param pipelinedBytes how much of a connection's further requests is read while one is worked
     *     on; beyond it the socket is not read
     * @param connections most open connections; beyond it 503 and close
     * @param requests most requests worked on at once, those included whose client has gone or has
     *     got its 504 already; beyond it 503
     */
    public record Limits(
            int requestLineBytes,
            int headerBytes,
            int bodyBytes,
            int pipelinedBytes,
            int connections,
            int requests) {

        /** Checks the ranges. */
        public Limits {
            atLeast("requestLineBytes", requestLineBytes, 64);
            atLeast("headerBytes", headerBytes, 64);
            atLeast("bodyBytes", bodyBytes, 0);
            atLeast("pipelinedBytes", pipelinedBytes, 0);
            atLeast("connections", connections, 1);
            atLeast("requests", requests, 1);
        }

        /** Line 8 KiB, headers 16 KiB, body 8 MiB, pipelined 64 KiB, 10,000 and 10,000. */
        public static Limits defaults() {
            return new Limits(8 << 10, 16 << 10, 8 << 20, 64 << 10, 10_000, 10_000);
        }

        /** These limits with another longest body. */
        public Limits bodyBytes(int bytes) {
            return new Limits(
                    requestLineBytes, headerBytes, bytes, pipelinedBytes, connections, requests);
        }

        /** These limits with another number of connections. */
        public Limits connections(int most) {
            return new Limits(
                    requestLineBytes, headerBytes, bodyBytes, pipelinedBytes, most, requests);
        }

        /** These limits with another number of requests worked on at once. */
        public Limits requests(int most) {
            return new Limits(
                    requestLineBytes, headerBytes, bodyBytes, pipelinedBytes, connections, most);
        }
    }

    /**
     * How long the door waits.
     *
     * @param request for a handler, from the complete request to its answer; beyond it 504. For
     *     what streams, the longest step of the handler's; a route may have one of its own
     * @param head for the rest of a request's head after its first byte; beyond it 408
     * @param body for the rest of a request after its head; of a streamed body, for its next part;
     *     beyond it 408
     * @param idle for the next request on an open connection; beyond it the connection is closed
     * @param write for a client that takes none of its answer; beyond it the connection is closed
     */
    public record Timeouts(
            Duration request, Duration head, Duration body, Duration idle, Duration write) {

        /** Checks that none is zero or less. */
        public Timeouts {
            positive("request", request);
            positive("head", head);
            positive("body", body);
            positive("idle", idle);
            positive("write", write);
        }

        /** Request 30 s, head 10 s, body 60 s, idle 60 s, write 30 s. */
        public static Timeouts defaults() {
            return new Timeouts(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30));
        }

        /** These timeouts with another request deadline. */
        public Timeouts request(Duration deadline) {
            return new Timeouts(deadline, head, body, idle, write);
        }

        /** These timeouts with another one for a request's head. */
        public Timeouts head(Duration timeout) {
            return new Timeouts(request, timeout, body, idle, write);
        }

        /** These timeouts with another one for a request's body. */
        public Timeouts body(Duration timeout) {
            return new Timeouts(request, head, timeout, idle, write);
        }

        /** These timeouts with another one between requests. */
        public Timeouts idle(Duration timeout) {
            return new Timeouts(request, head, body, timeout, write);
        }

        /** These timeouts with another one for clients that do not read. */
        public Timeouts write(Duration timeout) {
            return new Timeouts(request, head, body, idle, timeout);
        }

        Duration shortest() {
            Duration shortest = request;
            for (Duration other : new Duration[] {head, body, idle, write}) {
                shortest = other.compareTo(shortest) < 0 ? other : shortest;
            }
            return shortest;
        }
    }

    /** Checks the ranges. */
    public HttpDoorOptions {
        if (port < 0 || port > 65_535) {
            throw outOfRange("port", port, "0 to 65535");
        }
        if (loops < 1 || loops > 1024) {
            throw outOfRange("loops", loops, "1 to 1024");
        }
    }

    /**
     * Loopback, port 8080, one event loop per processor, the default limits and timeouts, no gzip,
     * no access log.
     */
    public static HttpDoorOptions defaults() {
        return new HttpDoorOptions(
                "127.0.0.1",
                8080,
                Math.min(1024, Runtime.getRuntime().availableProcessors()),
                Transport.NATIVE,
                Limits.defaults(),
                Timeouts.defaults(),
                false,
                Optional.empty());
    }

    /** These options with another address to listen on. */
    public HttpDoorOptions host(String other) {
        return new HttpDoorOptions(
                other, port, loops, transport, limits, timeouts, gzip, accessLog);
    }

    /** These options with another port; 0 takes any free one. */
    public HttpDoorOptions port(int other) {
        return new HttpDoorOptions(
                host, other, loops, transport, limits, timeouts, gzip, accessLog);
    }

    /** These options with another number of event loops. */
    public HttpDoorOptions loops(int other) {
        return new HttpDoorOptions(host, port, other, transport, limits, timeouts, gzip, accessLog);
    }

    /** These options with another transport. */
    public HttpDoorOptions transport(Transport other) {
        return new HttpDoorOptions(host, port, loops, other, limits, timeouts, gzip, accessLog);
    }

    /** These options with other limits. */
    public HttpDoorOptions limits(Limits other) {
        return new HttpDoorOptions(host, port, loops, transport, other, timeouts, gzip, accessLog);
    }

    /** These options with other timeouts. */
    public HttpDoorOptions timeouts(Timeouts other) {
        return new HttpDoorOptions(host, port, loops, transport, limits, other, gzip, accessLog);
    }

    /** These options with or without compression. */
    public HttpDoorOptions gzip(boolean other) {
        return new HttpDoorOptions(
                host, port, loops, transport, limits, timeouts, other, accessLog);
    }

    /** These options with an access log; {@code -} is the standard output. */
    public HttpDoorOptions accessLog(Path other) {
        return new HttpDoorOptions(
                host, port, loops, transport, limits, timeouts, gzip, Optional.of(other));
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw outOfRange(name, value, "at least " + least);
        }
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw outOfRange(name, value, "more than nothing");
        }
    }

    private static MidstreamException outOfRange(String name, Object value, String range) {
        return new MidstreamException(
                DoorError.OPTION_OUT_OF_RANGE,
                name,
                "is " + value + ", expected " + range,
                "Correct the option");
    }
}
