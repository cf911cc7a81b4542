package dev.midstream.netty;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as a publisher with one subscriber, which is called on the event loop only. Its
 * methods may be called by all threads and hop there.
 */
final class FeedPublisher implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

    private final BodyFeed feed;
    private final DoorLoop loop;
    private final Consumer<Runnable> inModule;

    private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private long demand;
    private boolean drains;

    /**
     * A publisher.
     *
     * @param inModule runs what calls the subscriber, on the loop, as module code
     */
    FeedPublisher(BodyFeed feed, DoorLoop loop, Consumer<Runnable> inModule) {
        this.feed = feed;
        this.loop = loop;
        this.inModule = inModule;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> asking) {
        loop.hop(() -> inModule.accept(() -> begin(asking)));
    }

    private void begin(Flow.Subscriber<? super ByteBuffer> asking) {
        if (subscriber != null) {
            asking.onSubscribe(
                    new Flow.Subscription() {
                        @Override
                        public void request(long more) {}

                        @Override
                        public void cancel() {}
                    });
            asking.onError(new IllegalStateException("a body has one subscriber, and it has one"));
            return;
        }
        subscriber = asking;
        asking.onSubscribe(this);
        feed.onArrival(() -> loop.hop(this::drain));
        drain();
    }

    @Override
    public void request(long more) {
        loop.hop(() -> requested(more));
    }

    private void requested(long more) {
        Flow.Subscriber<? super ByteBuffer> asking = subscriber;
        if (more <= 0 && asking != null) {
            subscriber = null;
            inModule.accept(
                    () -> asking.onError(new IllegalArgumentException("request(" + more + ")")));
            return;
        }
        demand = Math.min(demand, Long.MAX_VALUE - more) + more;
        feed.want();
        drain();
    }

    @Override
    public void cancel() {
        loop.hop(() -> {
            demand = 0;
            subscriber = null;
            feed.fail(BodyFeed.Failure.CLOSED);
        });
    }

    private void drain() {
        if (drains || subscriber == null) {
            return;
        }
        drains = true;
        try {
            inModule.accept(this::emit);
        } finally {
            drains = false;
        }
    }

    private void emit() {
        while (true) {
            Flow.Subscriber<? super ByteBuffer> asking = subscriber;
            if (asking == null) {
                return;
            }
            BodyFeed.Failure failure = feed.failure();
            if (failure != null) {
                subscriber = null;
                asking.onError(failure.told());
                return;
            }
            if (feed.exhausted()) {
                subscriber = null;
                asking.onComplete();
                return;
            }
            byte[] part = demand == 0 ? null : feed.takeNow();
            feed.waits(demand > 0 && part == null);
            if (part == null) {
                return;
            }
            demand--;
            asking.onNext(ByteBuffer.wrap(part));
        }
    }
}
