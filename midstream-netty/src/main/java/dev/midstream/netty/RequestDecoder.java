package dev.midstream.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/**
 * Netty's request decoder, made stricter, and able to stop between two requests.
 *
 * <p>Refuses what Netty lets pass and a proxy may read differently: anything but one space around
 * the target, folded header lines, and what {@link ChunkGuard} tells of. Counts the headers that
 * decide about framing, so that a request without surprises needs no look at its headers. Confined
 * to the connection's event loop.
 */
final class RequestDecoder extends HttpRequestDecoder {

    /** Bits of {@link #seen}: headers that need a closer look. */
    static final int CONNECTION = 1;

    static final int EXPECT = 1 << 1;
    static final int TRANSFER_ENCODING = 1 << 2;
    static final int CONTENT_LENGTH = 1 << 3;
    static final int HIXIE_KEY = 1 << 4;
    static final int TWICE = 1 << 5;
    static final int ACCEPT_ENCODING = 1 << 6;
    static final int CONTENT_ENCODING = 1 << 7;

    /** Those that can make a head wrong. */
    static final int JUDGED = ACCEPT_ENCODING - 1;

    private static final AsciiString HOST_NAME = AsciiString.cached("host");
    private static final AsciiString EXPECT_NAME = AsciiString.cached("expect");
    private static final AsciiString CONNECTION_NAME = AsciiString.cached("connection");
    private static final AsciiString LENGTH_NAME = AsciiString.cached("content-length");
    private static final AsciiString ENCODING_NAME = AsciiString.cached("transfer-encoding");
    private static final AsciiString ACCEPT_NAME = AsciiString.cached("accept-encoding");
    private static final AsciiString CODING_NAME = AsciiString.cached("content-encoding");
    private static final AsciiString HIXIE_NAME = AsciiString.cached("sec-websocket-key1");

    private final ChunkGuard chunks = new ChunkGuard();
    private int seen;
    private int hosts;
    private boolean inHead = true;
    private boolean begun;
    private boolean folded;
    private boolean paused;
    private boolean discarding;
    private int lineEnd;

    RequestDecoder(HttpDoorOptions.Limits limits) {
        super(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(limits.requestLineBytes())
                        .setMaxHeaderSize(limits.headerBytes())
                        .setMaxChunkSize(64 << 10)
                        .setInitialBufferSize(256)
                        .setStrictLineParsing(true)
                        .setUseRfc9112TransferEncoding(true)
                        .setAllowDuplicateContentLengths(false)
                        .setHeadersFactory(DefaultHttpHeadersFactory.headersFactory())
                        .setTrailersFactory(DefaultHttpHeadersFactory.trailersFactory()));
    }

    /** Which of the headers above the last head had. */
    int seen() {
        return seen;
    }

    /** How many Host headers the last head had. */
    int hosts() {
        return hosts;
    }

    /** Whether bytes of a request have come whose end has not. */
    boolean begun() {
        return begun || actualReadableBytes() > 0;
    }

    /** How many bytes have been read and not been looked at. */
    int buffered() {
        return actualReadableBytes();
    }

    /** Leaves the bytes after the current request where they are. */
    void pause() {
        paused = true;
    }

    /** Goes on with what has been read; on the event loop, outside of any read. */
    void resume(ChannelHandlerContext context) throws Exception {
        paused = false;
        if (actualReadableBytes() > 0) {
            super.channelRead(context, Unpooled.EMPTY_BUFFER);
        }
    }

    /** Goes on with the next read. */
    void unpause() {
        paused = false;
    }

    /** Throws away whatever comes from now on. */
    void discard() {
        discarding = true;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out)
            throws Exception {
        if (discarding) {
            buffer.skipBytes(buffer.readableBytes());
            return;
        }
        if (paused) {
            return;
        }
        int from = buffer.readerIndex();
        boolean inHeadBefore = inHead;
        boolean begunBefore = begun;
        super.decode(context, buffer, out);
        begun |= buffer.readerIndex() > from;
        if (inHeadBefore && buffer.readerIndex() > from) {
            folded |= hasFold(buffer, from, buffer.readerIndex(), begunBefore);
        }
        if (!inHeadBefore
                && (seen & TRANSFER_ENCODING) != 0
                && !chunks.passes(buffer, from, buffer.readerIndex())) {
            refuseChunk(out);
        }
        if (!out.isEmpty()) {
            decoded(out);
        }
    }

    /** Puts a refusal in the place of what Netty made of a chunk. */
    private void refuseChunk(List<Object> out) {
        out.forEach(ReferenceCountUtil::release);
        out.clear();
        HttpContent refused = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
        refused.setDecoderResult(
                DecoderResult.failure(new IllegalArgumentException("malformed chunk")));
        out.add(refused);
        discarding = true;
    }

    private void decoded(List<Object> out) {
        HttpObject first = (HttpObject) out.getFirst();
        if (first instanceof HttpMessage message) {
            inHead = false;
            chunks.begin();
            if (folded && message.decoderResult().isSuccess()) {
                message.setDecoderResult(
                        DecoderResult.failure(new IllegalArgumentException("folded header line")));
                discarding = true;
            }
        }
        if (out.getLast() instanceof LastHttpContent) {
            inHead = true;
            begun = false;
            folded = false;
        }
    }

    /** Whether a line of a head begins with white space: obsolete line folding. */
    private static boolean hasFold(ByteBuf buffer, int from, int to, boolean midHead) {
        if (midHead && isBlank(buffer.getByte(from))) {
            return true;
        }
        int next = from;
        while ((next = buffer.indexOf(next, to, (byte) '\n') + 1) > 0 && next < to) {
            if (isBlank(buffer.getByte(next))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    @Override
    protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
        seen = 0;
        hosts = 0;
        lineEnd = start + length;
        if (start != 0) {
            throw new IllegalArgumentException("white space before the method");
        }
        return super.splitFirstWordInitialLine(line, start, length);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        oneSpace(line, start);
        lineEnd = start + length;
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        oneSpace(line, start);
        if (line[start] != 'H') {
            throw new IllegalArgumentException("HTTP is written in upper case");
        }
        return super.splitThirdWordInitialLine(line, start, length);
    }

    private void oneSpace(byte[] line, int start) {
        if (start != lineEnd + 1 || line[lineEnd] != ' ') {
            throw new IllegalArgumentException("one space expected between the words of a line");
        }
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        AsciiString name = super.splitHeaderName(line, start, length);
        if (inHead) {
            switch (length) {
                case 4 -> hosts += name.contentEqualsIgnoreCase(HOST_NAME) ? 1 : 0;
                case 6 -> note(name, EXPECT_NAME, EXPECT);
                case 10 -> note(name, CONNECTION_NAME, CONNECTION);
                case 14 -> note(name, LENGTH_NAME, CONTENT_LENGTH);
                case 15 -> note(name, ACCEPT_NAME, ACCEPT_ENCODING);
                case 16 -> note(name, CODING_NAME, CONTENT_ENCODING);
                case 17 -> note(name, ENCODING_NAME, TRANSFER_ENCODING);
                case 18 -> note(name, HIXIE_NAME, HIXIE_KEY);
                default -> {}
            }
        } else if (name.contentEqualsIgnoreCase(LENGTH_NAME)
                || name.contentEqualsIgnoreCase(ENCODING_NAME)
                || name.contentEqualsIgnoreCase(HOST_NAME)) {
            throw new IllegalArgumentException("a trailer that would decide about the request");
        }
        return name;
    }

    private void note(AsciiString name, AsciiString wanted, int bit) {
        if (name.contentEqualsIgnoreCase(wanted)) {
            boolean once = (bit & (CONNECTION | ACCEPT_ENCODING | CONTENT_ENCODING)) == 0;
            seen |= once && (seen & bit) != 0 ? bit | TWICE : bit;
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        // Netty would drop what it has buffered, the requests that wait behind the current one.
        if (event instanceof ChannelInputShutdownEvent) {
            context.fireUserEventTriggered(event);
        } else {
            super.userEventTriggered(context, event);
        }
    }
}
