package dev.midstream.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The door's counterpart: what somebody would write who wants the same answers from Netty and knows
 * how to use it. Codec, one handler, a map of paths, cached Date, one flush per read.
 */
final class HandWrittenPipeline implements AutoCloseable {

    private static final AsciiString TEXT = AsciiString.cached("text/plain; charset=utf-8");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static final FastThreadLocal<CachedDate> CACHED_DATE =
            new FastThreadLocal<>() {
                @Override
                protected CachedDate initialValue() {
                    return new CachedDate();
                }
            };

    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final Channel listener;

    private static final class CachedDate {
        long second;
        AsciiString text = AsciiString.EMPTY_STRING;

        AsciiString now() {
            long current = System.currentTimeMillis() / 1000;
            if (current != second) {
                second = current;
                text = new AsciiString(DATE.format(Instant.ofEpochSecond(current)));
            }
            return text;
        }
    }

    HandWrittenPipeline(int loops, Map<String, byte[]> answers) {
        boolean epoll = Epoll.isAvailable();
        var events = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        acceptor = new MultiThreadIoEventLoopGroup(1, events);
        workers = new MultiThreadIoEventLoopGroup(loops, events);
        listener =
                new ServerBootstrap()
                        .group(acceptor, workers)
                        .channel(
                                epoll
                                        ? EpollServerSocketChannel.class
                                        : NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 1024)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(
                                                        new HttpServerCodec(8192, 16384, 65536),
                                                        new Answerer(answers));
                                    }
                                })
                        .bind("127.0.0.1", 0)
                        .syncUninterruptibly()
                        .channel();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        workers.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
        acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }

    private static final class Answerer extends ChannelInboundHandlerAdapter {
        private final Map<String, byte[]> answers;
        private HttpRequest request;

        Answerer(Map<String, byte[]> answers) {
            this.answers = answers;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest head) {
                request = head;
            }
            if (message instanceof LastHttpContent) {
                answer(context, request);
            }
            ReferenceCountUtil.release(message);
        }

        private void answer(ChannelHandlerContext context, HttpRequest request) {
            byte[] body = answers.get(request.uri());
            HttpResponseStatus status =
                    body == null ? HttpResponseStatus.NOT_FOUND : HttpResponseStatus.OK;
            byte[] bytes = body == null ? "404\n".getBytes(StandardCharsets.US_ASCII) : body;
            FullHttpResponse response =
                    new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(bytes));
            response.headers()
                    .set(HttpHeaderNames.DATE, CACHED_DATE.get().now())
                    .set(HttpHeaderNames.CONTENT_TYPE, TEXT)
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
            if (HttpUtil.isKeepAlive(request)) {
                var _ = context.write(response, context.voidPromise());
            } else {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
                var _ = context.write(response).addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
