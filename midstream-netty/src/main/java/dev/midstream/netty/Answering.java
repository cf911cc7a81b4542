package dev.midstream.netty;

import dev.midstream.api.Response;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;

/**
 * Turns a connection's answers into bytes, whole or in parts, and tells the access log of each. One
 * per connection; confined to its event loop.
 */
final class Answering {

    private final DoorLoop loop;
    private final Channel channel;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final @Nullable AccessEntry entry;

    /** Of the answer in parts that was begun. */
    private int status;

    private boolean closes;

    Answering(
            DoorLoop loop,
            Channel channel,
            Incoming incoming,
            Outgoing outgoing,
            @Nullable AccessEntry entry) {
        this.loop = loop;
        this.channel = channel;
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.entry = entry;
    }

    /** The bytes of an answer whose body is whole, or left out since the request is a HEAD. */
    ByteBuf whole(Response response, ResponseEncoder.After after) {
        boolean withoutBody = incoming.withoutBody();
        log(response.status(), withoutBody ? 0 : response.body().length);
        return response.stream().isEmpty()
                ? loop.encoder.encode(channel.alloc(), response, withoutBody, after)
                : loop.encoder.encodeHead(channel.alloc(), response, !incoming.old(), after);
    }

    /** Begins an answer in parts with its head. */
    void begin(Response head, ResponseEncoder.After after) {
        boolean chunked = !incoming.old();
        ResponseEncoder.After how = chunked ? after : ResponseEncoder.After.CLOSED;
        closes = how == ResponseEncoder.After.CLOSED;
        status = head.status();
        outgoing.begin(loop.encoder.encodeHead(channel.alloc(), head, chunked, how), chunked);
    }

    /** What ends the answer that was begun. */
    ByteBuf end() {
        log(status, outgoing.partBytes());
        return outgoing.end();
    }

    /** Whether the answer that was begun said that it is the last one. */
    boolean closes() {
        return closes;
    }

    /**
     * The answer that was begun ends too early; so the connection is to end that the client sees
     * it.
     */
    void breakOff() {
        log(status, outgoing.partBytes());
        if (outgoing.endsWithConnection()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0); // a reset, not an end
        }
    }

    /** The client has gone before its answer was complete. */
    void gone(long bytes) {
        log(AccessLines.CLIENT_GONE, bytes);
    }

    private void log(int status, long bytes) {
        AccessLines lines = loop.accessLines;
        if (lines != null && entry != null) {
            lines.add(entry, channel.remoteAddress(), status, bytes);
        }
    }
}
