package dev.midstream.netty;

import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.http.Match;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. Works on one request at a time; what the client sends ahead waits
 * undecoded in the decoder, and beyond a limit in the socket. Confined to its event loop.
 *
 * <pre>
 * phase    event                           next
 * IDLE     first byte of a request         HEAD
 * HEAD     head complete, body to come     BODY
 * HEAD     request complete                BUSY
 * BODY     request complete                BUSY
 * BUSY     answered                        IDLE
 * any      last answer, refusal, stop      CLOSING
 * CLOSING  answer sent, client has closed  (gone)
 * </pre>
 */
final class Connection extends ChannelInboundHandlerAdapter {

    /** How long a client may take to close after its last answer, so that it can still read it. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final ByteBuf CONTINUE =
            Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer()
                            .writeBytes(
                                    "HTTP/1.1 100 Continue\r\n\r\n"
                                            .getBytes(StandardCharsets.US_ASCII))
                            .asReadOnly());

    private enum Phase {
        IDLE,
        HEAD,
        BODY,
        BUSY,
        CLOSING
    }

    private final DoorLoop loop;
    private final Channel channel;
    private final RequestDecoder decoder;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final ChannelFutureListener lastSent = this::lastSent;

    private Phase phase = Phase.IDLE;
    private long since;
    private @Nullable Exchange exchange;
    private boolean inputClosed;

    Connection(DoorLoop loop, Channel channel, RequestDecoder decoder) {
        this.loop = loop;
        this.channel = channel;
        this.decoder = decoder;
        this.incoming = new Incoming(loop.options.limits(), decoder);
        this.outgoing = new Outgoing(channel, loop.door.highWaterMark());
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

    @Override
    public void channelActive(ChannelHandlerContext context) {
        loop.add(this);
        if (!loop.door.connected() || loop.stopping) {
            last(encodeLast(Refusal.UNAVAILABLE));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.remove(this);
        phase = Phase.CLOSING;
        Exchange running = exchange;
        if (running != null) {
            running.abandon();
            exchange = null;
        }
        incoming.forget();
        loop.door.disconnected();
    }

    @SuppressWarnings("ReferenceEquality") // the one instance that ends most requests
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (phase == Phase.CLOSING) {
            ReferenceCountUtil.release(message);
        } else if (message == LastHttpContent.EMPTY_LAST_CONTENT) {
            complete();
        } else if (message instanceof HttpRequest head) {
            head(head);
        } else if (message instanceof HttpContent content) {
            content(content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void head(HttpRequest head) {
        Response wrong = incoming.begin(head);
        if (wrong != null) {
            refuse(wrong);
        } else if (incoming.bodyComes()) {
            phase = Phase.BODY;
            since = loop.now;
            if (incoming.continues()) {
                outgoing.write(CONTINUE.duplicate());
                outgoing.flush();
            }
        }
    }

    private void content(HttpContent content) {
        Response wrong;
        try {
            wrong = incoming.append(content);
        } finally {
            content.release();
        }
        if (wrong != null) {
            refuse(wrong);
        } else if (content instanceof LastHttpContent) {
            complete();
        }
    }

    private void complete() {
        HttpRequest complete = incoming.request();
        RequestTarget asked = incoming.target();
        byte[] body = incoming.body();
        incoming.forget();
        if (complete == null || asked == null) {
            return;
        }
        phase = Phase.BUSY;
        decoder.pause();
        if (loop.stopping) {
            refuse(Refusal.UNAVAILABLE);
        } else if (asked.path().equals("*")) {
            answer(Response.status(204).header("Allow", "GET, HEAD, OPTIONS, POST"));
        } else {
            dispatch(complete, asked, body);
        }
    }

    private void dispatch(HttpRequest complete, RequestTarget asked, byte[] bytes) {
        String method = complete.method().name();
        Generation generation = loop.enter();
        boolean found = false;
        try {
            Match match = generation.router().match(method, asked.path());
            if (match instanceof Match.Found hit) {
                found = true;
                RequestCall call =
                        new RequestCall(
                                method,
                                asked,
                                complete.headers(),
                                bytes,
                                hit.route().parameters(),
                                hit.values());
                Exchange begun =
                        new Exchange(loop, this, generation, hit.route(), method, asked.path());
                exchange = begun;
                begun.call(generation, hit, call);
            } else {
                answer(withoutRoute(method, match));
            }
        } finally {
            if (!found) {
                loop.exit(generation);
            }
        }
    }

    private static Response withoutRoute(String method, Match match) {
        return switch (match) {
            case Match.OtherMethods(var allowed) -> Refusal.otherMethods(method, allowed);
            case Match.Malformed _ -> Refusal.BAD_REQUEST;
            case Match.NoSuchPath _, Match.Found _ -> Refusal.NOT_FOUND;
        };
    }

    /** Answers the request that is worked on. Flushed at the end of the read, or by goOn. */
    void answer(Response response) {
        exchange = null;
        if (phase == Phase.CLOSING) {
            return;
        }
        ResponseEncoder.After how = loop.stopping ? ResponseEncoder.After.CLOSED : incoming.after();
        ByteBuf bytes;
        try {
            bytes = loop.encoder.encode(channel.alloc(), response, incoming.withoutBody(), how);
        } catch (Throwable any) {
            broke(any);
            return;
        }
        if (how == ResponseEncoder.After.CLOSED) {
            last(bytes);
            return;
        }
        outgoing.write(bytes);
        phase = Phase.IDLE;
        since = loop.now;
        if (!outgoing.stalled()) {
            decoder.unpause();
        }
    }

    /** After an answer outside of a read: sends it and looks at what has come meanwhile. */
    void goOn() {
        if (phase == Phase.CLOSING) {
            return;
        }
        try {
            outgoing.flush();
            if (!outgoing.stalled() && phase != Phase.BUSY) {
                decoder.resume(channel.pipeline().context(decoder));
            }
            afterRead();
        } catch (Exception any) {
            broke(any);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        afterRead();
    }

    private void afterRead() {
        outgoing.flush();
        if (phase == Phase.IDLE && decoder.begun()) {
            phase = Phase.HEAD;
            since = loop.now;
        }
        if (inputClosed && phase != Phase.BUSY && phase != Phase.CLOSING && !outgoing.stalled()) {
            last(Unpooled.EMPTY_BUFFER);
        }
        boolean full =
                phase == Phase.BUSY && decoder.buffered() > loop.options.limits().pipelinedBytes();
        boolean read = phase == Phase.CLOSING || (!outgoing.stalled() && !full);
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            // Not from inside the write that made it writable.
            channel.eventLoop().execute(this::unstall);
        } else if (!outgoing.stalled()) {
            outgoing.stall();
            since = loop.now;
            decoder.pause();
        }
    }

    private void unstall() {
        if (outgoing.stalled() && channel.isWritable()) {
            outgoing.unstall();
            since = loop.now;
            if (phase != Phase.BUSY) {
                goOn();
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputClosed = true;
            if (phase == Phase.CLOSING) {
                close();
            } else {
                afterRead();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            close(); // the client has reset the connection; nobody is left to be told
        } else {
            broke(cause);
        }
    }

    private void broke(Throwable cause) {
        loop.door.log().broke(text(peer()), cause);
        close();
    }

    private void refuse(Response response) {
        last(encodeLast(response));
    }

    private ByteBuf encodeLast(Response response) {
        return loop.encoder.encode(
                channel.alloc(), response, incoming.withoutBody(), ResponseEncoder.After.CLOSED);
    }

    /** Sends the last bytes, then closes this side, then waits for the client to close its own. */
    private void last(ByteBuf bytes) {
        phase = Phase.CLOSING;
        since = loop.now;
        exchange = null;
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
            if (outgoing.moved()) {
                since = now;
            } else if (phase != Phase.BUSY && waited > timeouts.write().toNanos()) {
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
            case BUSY -> {}
            case CLOSING -> {
                if (waited > LINGER_NANOS) {
                    close();
                }
            }
        }
    }
}
