package dev.midstream.netty;

import static dev.midstream.netty.Doors.blocking;
import static dev.midstream.netty.Doors.nonBlocking;
import static dev.midstream.netty.Doors.streaming;

import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Generation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Routes whose answers are made while they are sent, well and badly, and what becomes of their
 * makers.
 */
final class StreamedAnswers {

    private static final String TEXT = "text/plain";
    private static final byte[] BLOCK = new byte[100_000];

    /** Writers wait here until the test lets them go. */
    final Semaphore go = new Semaphore(0);

    final AtomicLong made = new AtomicLong();
    final AtomicBoolean closed = new AtomicBoolean();
    final AtomicReference<@Nullable Throwable> told = new AtomicReference<>();
    private final Endless endless = new Endless();

    final Generation generation =
            Doors.generation(
                    1,
                    blocking("GET", "/written", call -> ok().stream(TEXT, this::abc)),
                    blocking("GET", "/read", call -> ok().stream(TEXT, source("abc"))),
                    blocking("GET", "/published", call -> ok().publish(TEXT, parts("a", "bc"))),
                    nonBlocking("GET", "/written-fast", call -> done(ok().stream(TEXT, this::abc))),
                    nonBlocking(
                            "GET", "/read-fast", call -> done(ok().stream(TEXT, source("abc")))),
                    nonBlocking(
                            "GET",
                            "/published-fast",
                            call -> done(ok().publish(TEXT, parts("a", "", "bc")))),
                    blocking("GET", "/empty", call -> ok().stream(TEXT, out -> {})),
                    blocking("GET", "/steps", call -> ok().stream(TEXT, this::steps)),
                    blocking("GET", "/endless", call -> ok().stream(TEXT, this::endless)),
                    nonBlocking("GET", "/endless-fast", call -> done(ok().publish(TEXT, endless))),
                    blocking("GET", "/fails", call -> ok().stream(TEXT, out -> fail(out, false))),
                    blocking("GET", "/breaks", call -> ok().stream(TEXT, out -> fail(out, true))),
                    blocking("GET", "/waits", call -> ok().stream(TEXT, this::waits)),
                    nonBlocking("GET", "/fails-fast", call -> done(ok().publish(TEXT, failing(0)))),
                    nonBlocking(
                            "GET", "/breaks-fast", call -> done(ok().publish(TEXT, failing(1)))),
                    nonBlocking(
                            "GET",
                            "/never-fast",
                            call -> done(ok().publish(TEXT, this::neverEnds))),
                    streaming(
                            "POST",
                            "/echo",
                            (call, body) -> ok().stream("application/octet-stream", body)),
                    blocking(
                            "GET",
                            "/header",
                            call ->
                                    Response.text("header")
                                            .header("X-Value", call.query("value").orElse(""))),
                    blocking("GET", "/fast", call -> Response.text("fast")));

    static Response ok() {
        return Response.status(200);
    }

    private static CompletableFuture<Response> done(Response response) {
        return CompletableFuture.completedFuture(response);
    }

    private void abc(OutputStream out) throws IOException {
        try (out) {
            out.write('a');
            out.flush();
            out.write(bytes("bc"));
        }
    }

    InputStream source(String text) {
        return new ByteArrayInputStream(bytes(text)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Flow.Publisher<ByteBuffer> parts(String... parts) {
        return subscriber -> {
            SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
            publisher.subscribe(subscriber);
            for (String part : parts) {
                publisher.submit(ByteBuffer.wrap(bytes(part)));
            }
            publisher.close();
        };
    }

    private static Flow.Publisher<ByteBuffer> failing(int after) {
        return subscriber ->
                subscriber.onSubscribe(
                        new Flow.Subscription() {
                            private boolean begun;

                            @Override
                            public void request(long more) {
                                if (!begun) {
                                    begun = true;
                                    for (int i = 0; i < after; i++) {
                                        subscriber.onNext(ByteBuffer.wrap(bytes("part")));
                                    }
                                    subscriber.onError(
                                            new IOException("thrown on purpose by a test"));
                                }
                            }

                            @Override
                            public void cancel() {}
                        });
    }

    private void neverEnds(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(
                new Flow.Subscription() {
                    private boolean begun;

                    @Override
                    public void request(long more) {
                        if (!begun) {
                            begun = true;
                            subscriber.onNext(ByteBuffer.wrap(bytes("part")));
                        }
                    }

                    @Override
                    public void cancel() {
                        closed.set(true);
                    }
                });
    }

    private void steps(OutputStream out) throws Exception {
        out.flush();
        for (int i = 0; i < 3; i++) {
            go.acquire();
            out.write('0' + i);
            out.flush();
        }
    }

    private void endless(OutputStream out) throws IOException {
        try {
            while (true) {
                out.write(BLOCK);
                made.addAndGet(BLOCK.length);
            }
        } catch (IOException client) {
            told.set(client);
            throw client;
        }
    }

    private void waits(OutputStream out) throws Exception {
        out.write(bytes("part"));
        out.flush();
        go.acquire();
    }

    private static void fail(OutputStream out, boolean late) throws IOException {
        out.write(bytes("part"));
        if (late) {
            out.flush();
        }
        throw new IOException("thrown on purpose by a test");
    }

    /** Publishes as long as somebody asks. */
    private final class Endless implements Flow.Publisher<ByteBuffer> {
        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(
                    new Flow.Subscription() {
                        @Override
                        public void request(long more) {
                            for (long i = 0; i < more; i++) {
                                made.addAndGet(BLOCK.length);
                                subscriber.onNext(ByteBuffer.wrap(BLOCK));
                            }
                        }

                        @Override
                        public void cancel() {
                            told.set(new IOException("cancelled"));
                        }
                    });
        }
    }
}
