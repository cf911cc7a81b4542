package com.example.host;

import com.example.pricing.Pricing;
import com.example.pricing.Rates;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.midstream.runtime.Midstream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** An application that serves prices with the JDK's HTTP server, as it did before Midstream. */
public final class Main {

    private Main() {}

    /** Arguments: an app's folder or a file of {@code midstream build}, a home, and a port. */
    public static void main(String[] args) throws Exception {
        Rates rates = () -> 19;

        Midstream midstream = Midstream.builder()
                .app(Path.of(args[0]))
                .home(Path.of(args[1]))
                .contract(Pricing.class)
                .provide(Rates.class, rates)
                .start();
        Pricing pricing = midstream.reference(Pricing.class); // for good: it follows each upgrade

        int port = Integer.parseInt(args[2]);
        HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/price", exchange -> {
            String text;
            try (var _ = midstream.enter()) { // both calls go to one generation
                text = pricing.cents("tea", 12) + " cents: " + pricing.rule();
            }
            answer(exchange, text);
        });
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.start();
        System.out.println("http://localhost:" + http.getAddress().getPort() + "/price");

        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            http.stop(1);
            midstream.close();
        }));
    }

    private static void answer(HttpExchange exchange, String text) throws java.io.IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
