package dev.midstream.netty;

import dev.midstream.api.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One client's connection. Works on one request at a time; what the client sends ahead waits
 * undecoded in the decoder, and beyond a limit in the socket. Confined to its event loop.
 */
final class Connection extends ConnectionLife {

    private static final ByteBuf CONTINUE =
            Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer()
                            .writeBytes(
                                    "HTTP/1.1 100 Continue\r\n\r\n"
                                            .getBytes(StandardCharsets.US_ASCII))
                            .asReadOnly());

    private final Dispatch dispatch;

    Connection(DoorLoop loop, Channel channel, RequestDecoder decoder) {
        super(loop, channel, decoder);
        this.dispatch = new Dispatch(loop, this, incoming, entry);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        loop.add(this);
        if (!loop.door.connected() || loop.stopping) {
            refuse(Refusal.UNAVAILABLE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.remove(this);
        phase = Phase.CLOSING;
        Exchange running = exchange;
        if (running != null) {
            exchange = null;
            answering.gone(running.streamed());
            running.abandon();
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
        if (entry != null && wrong == null) {
            entry.begin(head);
        }
        if (wrong == null && incoming.announces()) {
            boolean dispatched = dispatchHead();
            wrong = dispatched ? null : incoming.collect();
            if (wrong == null && !dispatched) {
                phase = Phase.BODY;
                since = loop.now;
                if (incoming.mayContinue()) {
                    sendContinue();
                }
            }
        }
        if (wrong != null) {
            refuse(wrong);
        }
    }

    private boolean dispatchHead() {
        HttpRequest head = incoming.request();
        RequestTarget asked = incoming.target();
        // During a stop the request is refused when it is complete.
        return head != null && asked != null && !loop.stopping && dispatch.head(head, asked);
    }

    private void sendContinue() {
        outgoing.write(CONTINUE.duplicate());
        outgoing.flush();
    }

    private void content(HttpContent content) {
        since = incoming.streams() ? loop.now : since;
        Response wrong;
        try {
            wrong = incoming.append(content);
        } finally {
            content.release();
        }
        if (wrong != null) {
            refuse(wrong);
        } else if (content instanceof LastHttpContent && content.decoderResult().isSuccess()) {
            complete();
        }
    }

    private void complete() {
        if (incoming.streams()) {
            decoder.pause();
            incoming.end();
            return;
        }
        HttpRequest complete = incoming.request();
        RequestTarget asked = incoming.target();
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
            dispatch.complete(complete, asked, incoming.body());
        }
        incoming.forget();
    }

    /** Begins to hand the body on while it comes. */
    BodyFeed feed() {
        phase = Phase.BUSY;
        since = loop.now;
        return incoming.feed(() -> loop.hop(this::feedMoved));
    }

    /** A request is worked on. */
    void works(Exchange begun) {
        phase = Phase.BUSY;
        exchange = begun;
    }

    /** The handler wants the body's first byte, or has made room. */
    private void feedMoved() {
        if (incoming.streams() && phase == Phase.BUSY) {
            since = loop.now;
            if (incoming.mayContinue()) {
                sendContinue();
            }
            goOn();
        }
    }

    /** Answers the request that is worked on. Flushed at the end of the read, or by goOn. */
    void answer(Response response) {
        exchange = null;
        if (phase == Phase.CLOSING) {
            return;
        }
        ResponseEncoder.After how = after();
        ByteBuf bytes;
        try {
            bytes = answering.whole(response, how);
        } catch (Throwable any) {
            broke(any);
            return;
        }
        answered(bytes, how == ResponseEncoder.After.CLOSED);
    }

    /** How the connection goes on after the answer; what is left of a body is not waited for. */
    private ResponseEncoder.After after() {
        return loop.stopping || incoming.streams()
                ? ResponseEncoder.After.CLOSED
                : incoming.after();
    }

    private void answered(ByteBuf bytes, boolean closes) {
        if (closes) {
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

    /** Begins an answer in parts with its head; false if the connection is closing. */
    boolean begin(Response head) {
        if (phase == Phase.CLOSING) {
            return false;
        }
        answering.begin(head, after());
        return true;
    }

    /** One part of the answer that was begun; flushed. */
    void part(ByteBuf part) {
        if (phase == Phase.CLOSING) {
            part.release();
        } else {
            since = loop.now;
            outgoing.part(part);
        }
    }

    /** The answer that was begun is complete. */
    void end() {
        exchange = null;
        if (phase != Phase.CLOSING) {
            boolean closes = answering.closes() || loop.stopping || incoming.streams();
            answered(answering.end(), closes);
        }
    }

    /** The answer that was begun will not be completed, and the client is to notice. */
    void breakOff() {
        exchange = null;
        answering.breakOff();
        close();
    }

    /** Whether the client has too much to take. */
    boolean stalled() {
        return outgoing.stalled();
    }

    /** After an answer outside of a read: sends it and looks at what has come meanwhile. */
    void goOn() {
        if (phase == Phase.CLOSING) {
            return;
        }
        try {
            outgoing.flush();
            if (!outgoing.stalled() && (phase != Phase.BUSY || incoming.streams())) {
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
        if (inputClosed && phase == Phase.BUSY) {
            incoming.fail(BodyFeed.Failure.GONE);
        }
        if (inputClosed && phase != Phase.BUSY && phase != Phase.CLOSING && !outgoing.stalled()) {
            last(Unpooled.EMPTY_BUFFER);
        }
        boolean full = phase == Phase.BUSY && incoming.full();
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
            Exchange running = exchange;
            if (phase == Phase.BUSY && running != null) {
                running.writable();
            }
            if (phase != Phase.BUSY || incoming.streams()) {
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
}
