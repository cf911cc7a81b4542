package dev.midstream.server.embedding;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that ask one address without end, each on a connection of its own. */
final class Clients implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final URI uri;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger mixed = new AtomicInteger();
    private volatile boolean ended;

    private Clients(URI uri) {
        this.uri = uri;
    }

    static Clients start(int count, URI uri) {
        Clients clients = new Clients(uri);
        for (int i = 0; i < count; i++) {
            clients.threads.add(
                    Thread.ofPlatform()
                            .name("client " + uri.getPath() + " " + i)
                            .start(clients::run));
        }
        return clients;
    }

    /** One question, one answer; POST, because the JDK's client asks again in silence with GET. */
    static String ask(HttpClient http, URI uri) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(DEADLINE)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private void run() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!ended) {
                String text = ask(http, uri);
                TwoQuotes quotes = TwoQuotes.parse(text);
                if (quotes.mixed()) {
                    mixed.incrementAndGet();
                }
                if (!quotes.exact()) {
                    wrong.add(text);
                }
            }
        } catch (IOException | RuntimeException e) {
            wrong.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers whose two quotes came from different generations. */
    int mixed() {
        return mixed.get();
    }

    /** Failures and answers that no version gives; a client ends with its first failure. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Lets each thread have its last answer. */
    @Override
    public void close() {
        ended = true;
        for (Thread thread : threads) {
            try {
                if (!thread.join(DEADLINE.plusSeconds(5))) {
                    throw new AssertionError(thread + " has not ended");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
