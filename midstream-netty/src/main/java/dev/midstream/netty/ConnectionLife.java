package dev.midstream.netty;

import dev.midstream.api.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The life of a connection: in which phase it is, how long that may take, and how it ends. One
 * object with the connection. Confined to its event loop.
 *
 * <pre>
 * phase    event                           next
 * IDLE     first byte of a request         HEAD
 * HEAD     head complete, body to come     BODY
 * HEAD     request complete, or the head
 *          of one whose body is streamed   BUSY
 * BODY     request complete                BUSY
 * BUSY     answered                        IDLE
 * any      last answer, refusal, stop      CLOSING
 * CLOSING  answer sent, client has closed  (gone)
 * </pre>
 */
abstract sealed class ConnectionLife extends ChannelInboundHandlerAdapter permits Connection {

    /** How long a client may take to close after its last answer, so that it can still read it. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    enum Phase {
        IDLE,
        HEAD,
        BODY,
        BUSY,
        CLOSING
    }

    final DoorLoop loop;
    final Channel channel;
    final RequestDecoder decoder;
    final Incoming incoming;
    final Outgoing outgoing;
    final Answering answering;

    /** What the access log will say; null without one. */
    final @Nullable AccessEntry entry;

    private final ChannelFutureListener lastSent = this::lastSent;

    Phase phase = Phase.IDLE;
    long since;
    @Nullable Exchange exchange;

    boolean inputClosed;

    ConnectionLife(DoorLoop loop, Channel channel, RequestDecoder decoder) {
        this.loop = loop;
        this.channel = channel;
        this.decoder = decoder;
        this.incoming = new Incoming(loop.options.limits(), decoder);
        this.outgoing = new Outgoing(channel, loop.door.highWaterMark());
        this.entry = loop.accessLines == null ? null : new AccessEntry();
        this.answering = new Answering(loop, channel, incoming, outgoing, entry);
        this.since = loop.now;
    }

    Object peer() {
        Object peer = channel.remoteAddress();
        return peer == null ? "a client that has gone" : peer;
    }

    static String text(Object peer) {
        return peer instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : peer.toString();
    }

    void broke(Throwable cause) {
        loop.door.log().broke(text(peer()), cause);
        close();
    }

    void refuse(Response response) {
        last(answering.whole(response, ResponseEncoder.After.CLOSED));
    }

    /** Sends the last bytes, then closes this side, then waits for the client to close its own. */
    void last(ByteBuf bytes) {
        phase = Phase.CLOSING;
        since = loop.now;
        exchange = null;
        incoming.fail(BodyFeed.Failure.ANSWERED);
        incoming.forget();
        decoder.discard();
        channel.config().setAutoRead(true);
        outgoing.last(bytes, lastSent);
    }

    private void lastSent(ChannelFuture sent) {
        since = loop.now;
        if (!sent.isSuccess() || inputClosed) {
            close();
        } else {
            // At once closing could reset the connection under the answer, if the client is still
            // sending.
            outgoing.close();
        }
    }

    /** Closes at once. */
    void close() {
        phase = Phase.CLOSING;
        decoder.discard();
        var _ = channel.close();
    }

    /** The door is closing; on the loop. */
    void stop() {
        if (phase == Phase.IDLE && !decoder.begun()) {
            last(Unpooled.EMPTY_BUFFER);
        }
    }

    /** Looks after timeouts. */
    void tick(long now) {
        HttpDoorOptions.Timeouts timeouts = loop.options.timeouts();
        long waited = now - since;
        if (outgoing.unsent()) {
            Exchange running = exchange;
            boolean works = phase == Phase.BUSY && (running == null || !running.streams());
            if (outgoing.moved()) {
                since = now;
            } else if (!works && waited > timeouts.write().toNanos()) {
                close();
            }
            return;
        }
        switch (phase) {
            case IDLE -> {
                if (waited > timeouts.idle().toNanos()) {
                    last(Unpooled.EMPTY_BUFFER);
                }
            }
            case HEAD -> {
                if (waited > timeouts.head().toNanos()) {
                    refuse(Refusal.REQUEST_TIMEOUT);
                }
            }
            case BODY -> {
                if (waited > timeouts.body().toNanos()) {
                    refuse(Refusal.REQUEST_TIMEOUT);
                }
            }
            case BUSY -> {
                if (incoming.waits() && waited > timeouts.body().toNanos()) {
                    incoming.fail(BodyFeed.Failure.STALLED);
                }
            }
            case CLOSING -> {
                if (waited > LINGER_NANOS) {
                    close();
                }
            }
        }
    }
}
