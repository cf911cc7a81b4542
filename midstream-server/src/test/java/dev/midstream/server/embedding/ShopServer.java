package dev.midstream.server.embedding;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.generation.Pin;
import dev.midstream.server.embedding.contract.Pricing;
import dev.midstream.server.embedding.contract.Quote;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The application that embeds: two calls per request, inside {@code enter} at {@code /held},
 * without it at {@code /loose}. Answers with a {@link TwoQuotes}.
 */
final class ShopServer implements AutoCloseable {

    static {
        // The JDK's server else waits 40 ms for the client's acknowledgement in each answer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Midstream midstream;
    private final Pricing pricing;
    private final Runnable between;
    private final AtomicInteger overtaken = new AtomicInteger();

    /**
     * Begins to serve on a free port.
     *
     * @param between what a request does between its two calls
     */
    ShopServer(Midstream midstream, Runnable between) throws IOException {
        this.midstream = midstream;
        this.pricing = midstream.reference(Pricing.class);
        this.between = between;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/held", exchange -> answer(exchange, this::held));
        http.createContext("/loose", exchange -> answer(exchange, this::loose));
        http.setExecutor(threads);
        http.start();
    }

    URI uri(String path) {
        return URI.create(
                        "http://"
                                + http.getAddress().getHostString()
                                + ":"
                                + http.getAddress().getPort())
                .resolve(path);
    }

    /** Requests at {@code /held} during which another generation became current. */
    int overtaken() {
        return overtaken.get();
    }

    private TwoQuotes held() {
        try (Pin pin = midstream.enter()) {
            TwoQuotes quotes = loose();
            if (midstream.gate().current() != pin.generation()) {
                overtaken.incrementAndGet();
            }
            return quotes;
        }
    }

    private TwoQuotes loose() {
        Quote first = pricing.quote(1);
        between.run();
        return new TwoQuotes(first, pricing.quote(2));
    }

    private static void answer(HttpExchange exchange, Work work) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            int status = 200;
            String text;
            try {
                text = work.quotes().text();
            } catch (RuntimeException | LinkageError e) {
                status = 500;
                text = e.toString();
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.close();
    }

    private interface Work {
        TwoQuotes quotes();
    }
}
