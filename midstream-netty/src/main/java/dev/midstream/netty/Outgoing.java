package dev.midstream.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.nio.charset.StandardCharsets;

/**
 * What a connection sends: bytes written, flushed, and taken by the client or not. One per
 * connection. Confined to its event loop.
 */
final class Outgoing {

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;
    private final int highWaterMark;

    private boolean unflushed;
    private boolean stalled;
    private boolean chunked;
    private long partBytes;

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

    /** Begins an answer in parts with its head. */
    void begin(ByteBuf head, boolean inChunks) {
        chunked = inChunks;
        partBytes = 0;
        write(head);
    }

    /** Writes one part of a body and flushes it; one of length 0 flushes only. */
    void part(ByteBuf part) {
        int length = part.readableBytes();
        partBytes += length;
        if (length == 0) {
            part.release();
        } else if (chunked) {
            ByteBuf size = channel.alloc().directBuffer(10);
            size.writeCharSequence(Integer.toHexString(length), StandardCharsets.US_ASCII);
            write(size.writeBytes(LINE_END));
            write(part);
            write(channel.alloc().directBuffer(2).writeBytes(LINE_END));
        } else {
            write(part);
        }
        flush();
    }

    /** What ends a body in parts. */
    ByteBuf end() {
        return chunked
                ? channel.alloc().directBuffer(LAST_CHUNK.length).writeBytes(LAST_CHUNK)
                : Unpooled.EMPTY_BUFFER;
    }

    /** How many bytes of body the parts since the last head had. */
    long partBytes() {
        return partBytes;
    }

    /** Whether a client can only tell by the connection's end that a body has ended. */
    boolean endsWithConnection() {
        return !chunked;
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
