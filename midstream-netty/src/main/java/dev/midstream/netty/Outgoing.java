package dev.midstream.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;

/**
 * What a connection sends: bytes written, flushed, and taken by the client or not. One per
 * connection. Confined to its event loop.
 */
final class Outgoing {

    private final Channel channel;
    private final int highWaterMark;

    private boolean unflushed;
    private boolean stalled;

    /** This side is closed; what it tells about unsent bytes from then on means nothing. */
    private boolean closed;

    private long pendingBefore;

    Outgoing(Channel channel, int highWaterMark) {
        this.channel = channel;
        this.highWaterMark = highWaterMark;
    }

    private ChannelHandlerContext context() {
        return channel.pipeline().lastContext();
    }

    /** Writes bytes, which leave with the next {@link #flush}. */
    void write(ByteBuf bytes) {
        var _ = context().write(bytes, channel.voidPromise());
        unflushed = true;
    }

    void flush() {
        if (unflushed) {
            unflushed = false;
            context().flush();
        }
    }

    /** Writes the last bytes of the connection and flushes all. */
    void last(ByteBuf bytes, ChannelFutureListener sent) {
        pendingBefore = channel.bytesBeforeWritable();
        unflushed = false;
        ChannelFuture written = context().writeAndFlush(bytes);
        var _ = written.addListener(sent);
    }

    /** Closes this side; the client can still send. */
    void close() {
        closed = true;
        var _ = ((DuplexChannel) channel).shutdownOutput();
    }

    /** The client takes too little. */
    void stall() {
        stalled = true;
        pendingBefore = channel.bytesBeforeWritable();
    }

    /** The client has taken enough. */
    void unstall() {
        stalled = false;
    }

    /** Whether more has been written than a connection may hold. */
    boolean stalled() {
        return stalled;
    }

    /** Whether the client has still something to take. */
    boolean unsent() {
        return !closed && (stalled || channel.bytesBeforeUnwritable() < highWaterMark);
    }

    /** Whether the client has taken something since the last call. */
    boolean moved() {
        long pending = stalled ? channel.bytesBeforeWritable() : -channel.bytesBeforeUnwritable();
        boolean moved = pending != pendingBefore;
        pendingBefore = pending;
        return moved;
    }
}
