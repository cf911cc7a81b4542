package dev.midstream.netty;

import dev.midstream.api.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes an answer's body from a publisher. Its signals may come on any thread, one after another;
 * it requests and cancels on the event loop, but for the first request.
 */
final class AnswerSubscriber implements Flow.Subscriber<ByteBuffer>, AnswerStream.Producer {

    private final Exchange exchange;
    private final AnswerStream stream;
    private final PartEncoder encoder;
    private final AtomicBoolean done = new AtomicBoolean();

    /** How many parts were requested and have not come. */
    private final AtomicInteger requested = new AtomicInteger();

    private volatile Flow.@Nullable Subscription subscription;

    AnswerSubscriber(Exchange exchange, Response head, PartEncoder encoder) {
        this.exchange = exchange;
        this.encoder = encoder;
        this.stream = new AnswerStream(head, this);
    }

    /** What it makes the parts of. */
    AnswerStream stream() {
        return stream;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        if (subscription != null || done.get()) {
            given.cancel();
            return;
        }
        subscription = given;
        requested.set(AnswerStream.CREDITS);
        given.request(AnswerStream.CREDITS);
    }

    @Override
    public void onNext(ByteBuffer part) {
        if (done.get()) {
            return;
        }
        if (requested.getAndDecrement() <= 0) {
            fail(new IllegalStateException("the publisher sends more than was requested"));
            return;
        }
        ByteBuf copied = ByteBufAllocator.DEFAULT.directBuffer(Math.max(1, part.remaining()));
        encoder.encode(part, copied);
        exchange.send(stream, copied);
    }

    @Override
    public void onError(Throwable failure) {
        fail(failure);
    }

    @Override
    public void onComplete() {
        if (done.compareAndSet(false, true)) {
            ByteBuf rest = ByteBufAllocator.DEFAULT.directBuffer(64);
            encoder.end(rest);
            exchange.send(stream, rest);
            exchange.published(null);
        }
    }

    private void fail(Throwable failure) {
        if (done.compareAndSet(false, true)) {
            encoder.close();
            exchange.published(failure);
        }
    }

    @Override
    public void more() {
        Flow.Subscription from = subscription;
        if (from != null && !done.get()) {
            requested.incrementAndGet();
            exchange.inModule(() -> from.request(1));
        }
    }

    @Override
    public void gone() {
        if (done.compareAndSet(false, true)) {
            Flow.Subscription from = subscription;
            if (from != null) {
                exchange.inModule(from::cancel);
            }
            encoder.close();
        }
    }
}
