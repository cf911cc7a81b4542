package carts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;

/** One client's connection: parses paths, changes carts, answers. Runs on the event loop. */
final class Connection extends ChannelInboundHandlerAdapter {

    private static final AsciiString JSON = AsciiString.cached("application/json");
    private static final String PREFIX = "/carts/";
    private static final String SUFFIX = "/items";
    private static final int MOST_BYTES = 64 << 10;
    private static final byte[] EMPTY = {};
    private static final DefaultHttpHeadersFactory HEADERS =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private final Server server;
    private HttpRequest request;
    private byte[] body = EMPTY;
    private boolean hasAsked;

    Connection(Server server) {
        this.server = server;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpRequest head) {
                request = head;
                body = EMPTY;
            }
            if (message instanceof HttpContent content) {
                append(context, content.content());
            }
            if (message instanceof LastHttpContent && request != null) {
                HttpRequest complete = request;
                request = null;
                answer(context, complete, body);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void append(ChannelHandlerContext context, ByteBuf bytes) {
        int more = bytes.readableBytes();
        if (more == 0) {
            return;
        }
        if (body.length + more > MOST_BYTES) {
            context.close();
            return;
        }
        byte[] longer = java.util.Arrays.copyOf(body, body.length + more);
        bytes.readBytes(longer, body.length, more);
        body = longer;
    }

    private void answer(ChannelHandlerContext context, HttpRequest head, byte[] sent) {
        server.asked();
        if (!hasAsked) {
            hasAsked = true;
            server.askers(1);
        }
        String uri = head.uri();
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        boolean get = head.method().equals(HttpMethod.GET);
        boolean post = head.method().equals(HttpMethod.POST) && path.endsWith(SUFFIX);
        int end = post ? path.length() - SUFFIX.length() : path.length();
        int id = get || post ? id(path, end) : -1;
        Json.Item item = id >= 0 && post ? Json.item(sent) : null;
        if (id < 0) {
            write(context, head, HttpResponseStatus.NOT_FOUND, EMPTY);
        } else if (post && item == null) {
            write(context, head, HttpResponseStatus.BAD_REQUEST, EMPTY);
        } else {
            Cart cart = item == null ? server.view(id) : server.add(id, item);
            byte[] bytes = Json.bytes(cart, server.pricing());
            write(context, head, HttpResponseStatus.OK, bytes);
        }
    }

    /** Decimal digits without sign and leading zero, 0 to 99999; else -1. */
    private static int id(String path, int end) {
        int from = PREFIX.length();
        if (!path.startsWith(PREFIX) || end <= from || end - from > 5) {
            return -1;
        }
        if (path.charAt(from) == '0' && end - from > 1) {
            return -1;
        }
        int id = 0;
        for (int i = from; i < end; i++) {
            char digit = path.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            id = id * 10 + digit - '0';
        }
        return id;
    }

    private void write(
            ChannelHandlerContext context,
            HttpRequest head,
            HttpResponseStatus status,
            byte[] bytes) {
        HttpHeaders headers = HEADERS.newHeaders();
        headers.add(HttpHeaderNames.DATE, server.date());
        if (bytes.length > 0) {
            headers.add(HttpHeaderNames.CONTENT_TYPE, JSON);
        }
        headers.addInt(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        status,
                        Unpooled.wrappedBuffer(bytes),
                        headers,
                        EmptyHttpHeaders.INSTANCE);
        if (HttpUtil.isKeepAlive(head) && !server.closing()) {
            context.write(response, context.voidPromise());
        } else {
            headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            context.write(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (hasAsked) {
            server.askers(-1);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
