package dev.midstream.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The door's counterpart: what somebody would write who wants this one answer from Netty and knows
 * how to use it.
 *
 * <p>Netty's codec with the door's limits, one handler, a prefix match with one path parameter,
 * headers without validation, a Date that a timer writes, one flush per read. It has none of the
 * door's timeouts, connection and request limits, stop, pins or stricter parsing.
 */
final class HandWrittenPipeline implements AutoCloseable {

    private static final AsciiString TEXT = AsciiString.cached("text/plain; charset=utf-8");
    private static final String PREFIX = "/hello/";
    private static final byte[] NOT_FOUND = "404\n".getBytes(StandardCharsets.US_ASCII);
    private static final DefaultHttpHeadersFactory HEADERS =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final Channel listener;
    private volatile AsciiString date = now();

    HandWrittenPipeline(int loops) {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory events = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        acceptor = new MultiThreadIoEventLoopGroup(1, events);
        workers = new MultiThreadIoEventLoopGroup(loops, events);
        var _ = workers.scheduleAtFixedRate(() -> date = now(), 250, 250, TimeUnit.MILLISECONDS);
        listener =
                new ServerBootstrap()
                        .group(acceptor, workers)
                        .channel(
                                epoll
                                        ? EpollServerSocketChannel.class
                                        : NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 1024)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(new Newcomers())
                        .bind("127.0.0.1", 0)
                        .syncUninterruptibly()
                        .channel();
    }

    private static AsciiString now() {
        return new AsciiString(DATE.format(Instant.now()));
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        var _ = listener.close().syncUninterruptibly();
        workers.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
        acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }

    private final class Newcomers extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            HttpDecoderConfig limits =
                    new HttpDecoderConfig()
                            .setMaxInitialLineLength(8 << 10)
                            .setMaxHeaderSize(16 << 10)
                            .setMaxChunkSize(64 << 10)
                            .setInitialBufferSize(256);
            channel.pipeline().addLast(new HttpServerCodec(limits), new Answerer());
        }
    }

    private final class Answerer extends ChannelInboundHandlerAdapter {
        private @Nullable HttpRequest request;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest head) {
                request = head;
            }
            if (message instanceof LastHttpContent) {
                HttpRequest complete = request;
                request = null;
                if (complete != null) {
                    answer(context, complete);
                }
            }
            ReferenceCountUtil.release(message);
        }

        private void answer(ChannelHandlerContext context, HttpRequest request) {
            String uri = request.uri();
            String path = uri.indexOf('?') < 0 ? uri : uri.substring(0, uri.indexOf('?'));
            boolean found =
                    request.method().equals(HttpMethod.GET)
                            && path.startsWith(PREFIX)
                            && path.indexOf('/', PREFIX.length()) < 0;
            byte[] body = found ? greeting(path.substring(PREFIX.length())) : NOT_FOUND;
            HttpHeaders headers = HEADERS.newHeaders();
            headers.add(HttpHeaderNames.DATE, date)
                    .add(HttpHeaderNames.CONTENT_TYPE, TEXT)
                    .addInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
            FullHttpResponse response =
                    new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1,
                            found ? HttpResponseStatus.OK : HttpResponseStatus.NOT_FOUND,
                            Unpooled.wrappedBuffer(body),
                            headers,
                            EmptyHttpHeaders.INSTANCE);
            if (HttpUtil.isKeepAlive(request)) {
                var _ = context.write(response, context.voidPromise());
            } else {
                headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
                var _ = context.write(response).addListener(ChannelFutureListener.CLOSE);
            }
        }

        private static byte[] greeting(String name) {
            return ("Hello, " + name + "!\n").getBytes(StandardCharsets.UTF_8);
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
