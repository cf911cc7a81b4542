package carts;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * CARTS/1 on Netty's own event loop and codec, the carts in a map.
 *
 * <pre>Server PORT HANDOVER_PORT VERSION [takeover]</pre>
 *
 * With {@code takeover} it is the successor: it listens beside its predecessor, takes all new
 * connections without accepting them yet, receives the carts, then serves.
 */
public final class Server {

    private static final int CARTS = 100_000;
    private static final long QUIET_NANOS = 15_000_000;
    private static final long LONGEST_NANOS = 2_000_000_000L;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final Map<Integer, Cart> carts = new ConcurrentHashMap<>(2 * CARTS);
    private final Pricing pricing;
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;
    private volatile AsciiString date = now();
    private volatile boolean closing;
    /* Written by the event loop while clients are let go. */
    private volatile long lastAskedNanos;
    /* Open connections that have carried a request; written by the event loop. */
    private volatile int askers;

    private Server(int port, int version, boolean accepts) {
        pricing = new Pricing(version);
        loops.scheduleAtFixedRate(() -> date = now(), 250, 250, TimeUnit.MILLISECONDS);
        listener =
                new ServerBootstrap()
                        .group(loops)
                        .channel(EpollServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 4096)
                        .option(EpollChannelOption.SO_REUSEPORT, true)
                        .option(ChannelOption.AUTO_READ, accepts)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.AUTO_READ, true)
                        .childHandler(new Newcomers())
                        .bind("127.0.0.1", port)
                        .syncUninterruptibly()
                        .channel();
    }

    public static void main(String[] words) throws Exception {
        int port = Integer.parseInt(words[0]);
        int handover = Integer.parseInt(words[1]);
        int version = Integer.parseInt(words[2]);
        boolean takeover = words.length > 3 && words[3].equals("takeover");
        Server server = new Server(port, version, false);
        if (takeover) {
            ReusePort.steerToSecond(((EpollServerSocketChannel) server.listener).fd().intValue());
            Handover.take(handover, server.carts);
        } else {
            for (int id = 0; id < CARTS; id++) {
                server.carts.put(id, Cart.preloaded(id));
            }
        }
        server.listener.config().setAutoRead(true);
        System.out.println("serves version " + version + ", " + server.carts.size() + " carts");
        Handover.serve(handover, server);
        System.exit(0);
    }

    private static AsciiString now() {
        return new AsciiString(DATE.format(Instant.now()));
    }

    /**
     * Says goodbye with each answer until all who ever asked are gone and nobody has asked for a
     * while, then closes those that never did.
     */
    void letClientsGo() throws InterruptedException {
        lastAskedNanos = System.nanoTime();
        closing = true;
        long end = lastAskedNanos + LONGEST_NANOS;
        while ((askers > 0 || System.nanoTime() - lastAskedNanos < QUIET_NANOS)
                && System.nanoTime() < end) {
            new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
        }
        listener.close().syncUninterruptibly();
        clients.close().awaitUninterruptibly(1_000);
    }

    void askers(int more) {
        askers += more;
    }

    void asked() {
        if (closing) {
            lastAskedNanos = System.nanoTime();
        }
    }

    boolean closing() {
        return closing;
    }

    AsciiString date() {
        return date;
    }

    Pricing pricing() {
        return pricing;
    }

    Map<Integer, Cart> carts() {
        return carts;
    }

    Cart view(int id) {
        return carts.get(id);
    }

    Cart add(int id, Json.Item item) {
        return carts.compute(
                id,
                (_, cart) ->
                        cart.plus(item.sku(), item.qty(), item.priceCents(), pricing.loyal()));
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
            clients.add(channel);
            channel.pipeline().addLast(new HttpServerCodec(limits), new Connection(Server.this));
        }
    }
}
