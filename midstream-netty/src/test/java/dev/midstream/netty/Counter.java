package dev.midstream.netty;

import dev.midstream.api.Response;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Counts what it is given, asking for one buffer at a time. */
final class Counter implements Flow.Subscriber<ByteBuffer> {
    private final CompletableFuture<Response> answer = new CompletableFuture<>();
    private final Semaphore go;
    private final long asks;
    private long bytes;
    private Flow.@Nullable Subscription subscription;

    Counter(Semaphore go, long asks) {
        this.go = go;
        this.asks = asks;
    }

    CompletionStage<Response> of(Flow.Publisher<ByteBuffer> body) {
        body.subscribe(this);
        return answer;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (asks > 0) {
            given.request(asks);
        } else {
            Thread.startVirtualThread(() -> {
                go.acquireUninterruptibly();
                given.request(Long.MAX_VALUE);
            });
        }
    }

    @Override
    public void onNext(ByteBuffer part) {
        bytes += part.remaining();
        if (subscription != null && asks > 0) {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        answer.complete(Response.text(bytes + " read"));
    }
}
