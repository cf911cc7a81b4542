package libraries.netty;

import dev.midstream.api.AppModule;
import dev.midstream.api.Start;
import dev.midstream.api.Wiring;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.*;
import io.netty.util.Version;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import libraries.probe.Probe;

/** A server and a client with event loops of their own, that speak HTTP on the loopback address. */
public final class NettyModule implements AppModule {

    private EventLoopGroup group;
    private InetSocketAddress address;

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, version(), this::use);
    }

    @Override
    public void start(Start start) throws Exception {
        group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        address =
                (InetSocketAddress)
                        new ServerBootstrap()
                                .group(group)
                                .channel(NioServerSocketChannel.class)
                                .childHandler(
                                        new ChannelInitializer<Channel>() {
                                            @Override
                                            protected void initChannel(Channel channel) {
                                                channel.pipeline()
                                                        .addLast(
                                                                new HttpServerCodec(),
                                                                new HttpObjectAggregator(1 << 16),
                                                                new Echo());
                                            }
                                        })
                                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                                .sync()
                                .channel()
                                .localAddress();
    }

    @Override
    public void stop() {
        if (group != null) {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
        }
    }

    private static String version() {
        return Version.identify(NettyModule.class.getClassLoader()).get("netty-common").artifactVersion();
    }

    private String use(String stamp) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Channel channel =
                new Bootstrap()
                        .group(group)
                        .channel(NioSocketChannel.class)
                        .handler(initializer(new HttpClientCodec(), new Receiver(answer)))
                        .connect(address)
                        .sync()
                        .channel();
        try {
            channel.writeAndFlush(
                    new DefaultFullHttpRequest(
                            HttpVersion.HTTP_1_1, HttpMethod.GET, "/" + stamp, Unpooled.EMPTY_BUFFER));
            return answer.get(20, TimeUnit.SECONDS);
        } finally {
            channel.close();
        }
    }

    private static ChannelInitializer<Channel> initializer(
            io.netty.channel.ChannelHandler codec, io.netty.channel.ChannelHandler last) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(codec, new HttpObjectAggregator(1 << 16), last);
            }
        };
    }

    private static final class Echo extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            ByteBuf body = context.alloc().buffer();
            body.writeCharSequence(request.uri().substring(1), StandardCharsets.UTF_8);
            FullHttpResponse response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
            HttpUtil.setContentLength(response, body.readableBytes());
            context.writeAndFlush(response);
        }
    }

    private static final class Receiver extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final CompletableFuture<String> answer;

        Receiver(CompletableFuture<String> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            answer.complete(response.content().toString(StandardCharsets.UTF_8));
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answer.completeExceptionally(new IllegalStateException("closed without an answer"));
        }
    }
}
