package dev.midstream.netty;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.MidstreamException;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Held;
import dev.midstream.runtime.generation.Holders;
import dev.midstream.runtime.generation.ReplayDoor;
import dev.midstream.runtime.priority.Priorities;
import dev.midstream.runtime.record.RequestSample;
import dev.midstream.runtime.record.Reservoir;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Serves the routes of a gate's current generation over HTTP/1.1. Safe for all threads.
 *
 * <p>Runs one thread that accepts and {@link HttpDoorOptions#loops} event loops; blocking handlers
 * run on virtual threads.
 */
public final class HttpDoor implements AutoCloseable, Holders, ReplayDoor {

    private static final Logger LOG = System.getLogger(HttpDoor.class.getName());

    private static final Duration BIND_DEADLINE = Duration.ofSeconds(10);
    private static final long SLICE_NANOS = Long.getLong("midstream.slice.nanos", 100_000);

    private static final int BACKLOG = 1024;

    /** How long work that was cut may take to end before the loops end. */
    private static final Duration AFTER_CUT = Duration.ofSeconds(1);

    /** How much of its answers a connection holds before the door stops reading from it. */
    private static final int HIGH_WATER_MARK = 256 << 10;

    private static final int LOW_WATER_MARK = 64 << 10;

    private final Gate gate;
    private final HttpDoorOptions options;
    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final IdentityHashMap<EventLoop, DoorLoop> loops = new IdentityHashMap<>();
    private final FailureLog log = new FailureLog();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger closers = new AtomicInteger();
    private final Object quiet = new Object();
    private final Replays replays;

    private volatile boolean stopping;
    private final @Nullable AccessLog accessLog;
    private final LoopWatch watch;
    private Channel listener;
    private InetSocketAddress address;

    private HttpDoor(Gate gate, HttpDoorOptions options) throws IOException {
        this.gate = gate;
        this.options = options;
        this.replays = new Replays(gate);
        accessLog = options.accessLog().map(AccessLog::to).orElse(null);
        boolean epoll =
                options.transport() == HttpDoorOptions.Transport.NATIVE && Epoll.isAvailable();
        IoHandlerFactory events = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        acceptor = new MultiThreadIoEventLoopGroup(1, threads("midstream-accept"), events);
        workers =
                new MultiThreadIoEventLoopGroup(
                        options.loops(), loopThreads("midstream-http"), events);
        for (EventExecutor worker : workers) {
            EventLoop loop = (EventLoop) worker;
            loops.put(loop, new DoorLoop(this, gate, options, loop, accessLog));
        }
        try {
            listener = bind(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class);
            address = (InetSocketAddress) listener.localAddress();
        } catch (IOException | MidstreamException refused) {
            endThreads();
            closeAccessLog();
            throw refused;
        }
        gate.register((Holders) this);
        gate.register((ReplayDoor) this);
        loops.values().forEach(DoorLoop::begin);
        watch = LoopWatch.over(List.copyOf(loops.values()), log);
    }

    /**
     * Opens a door; requests are served when this returns.
     *
     * @param gate leads to the generation whose routes are served
     * @throws MidstreamException with {@link DoorError#ADDRESS_IN_USE} or {@link
     *     DoorError#ADDRESS_UNUSABLE}, or {@link DoorError#ACCESS_LOG_UNUSABLE}
     * @throws IOException if the socket cannot be opened for another reason
     */
    public static HttpDoor open(Gate gate, HttpDoorOptions options) throws IOException {
        return new HttpDoor(gate, options);
    }

    private static DefaultThreadFactory threads(String name) {
        return new DefaultThreadFactory(name, false);
    }

    /**
     * Loops do a little for many: a short slice lets a loop that wakes go before compilers and
     * collectors that run, without a larger share of the processor.
     */
    private static DefaultThreadFactory loopThreads(String name) {
        return new DefaultThreadFactory(name, false) {
            @Override
            public Thread newThread(Runnable work) {
                return super.newThread(() -> {
                    Priorities.open().ifPresent(system -> system.slice(0, SLICE_NANOS));
                    work.run();
                });
            }
        };
    }

    private Channel bind(Class<? extends ServerChannel> type) throws IOException {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(acceptor, workers)
                        .channel(type)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childOption(
                                ChannelOption.WRITE_BUFFER_WATER_MARK,
                                new WriteBufferWaterMark(LOW_WATER_MARK, HIGH_WATER_MARK))
                        .childHandler(new Newcomers());
        ChannelFuture binding = bootstrap.bind(resolve());
        if (!binding.awaitUninterruptibly(BIND_DEADLINE.toMillis())) {
            binding.cancel(false);
            throw new IOException("listening on " + where() + " took over " + BIND_DEADLINE);
        }
        if (!binding.isSuccess()) {
            throw refused(binding.cause());
        }
        return binding.channel();
    }

    private final class Newcomers extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            DoorLoop loop = Objects.requireNonNull(loops.get(channel.eventLoop()), "loop");
            RequestDecoder decoder = new RequestDecoder(options.limits());
            channel.pipeline().addLast(decoder, new Connection(loop, channel, decoder));
        }
    }

    private InetSocketAddress resolve() {
        try {
            return new InetSocketAddress(InetAddress.getByName(options.host()), options.port());
        } catch (UnknownHostException unknown) {
            throw unusable("the host's name does not resolve");
        }
    }

    private IOException refused(Throwable cause) {
        String reason = String.valueOf(cause.getMessage());
        if (reason.contains("in use")) {
            throw new MidstreamException(
                    DoorError.ADDRESS_IN_USE,
                    where(),
                    "the port is taken"
                            + PortHolder.of(options.port()).map(who -> " by " + who).orElse(""),
                    "Stop that process or choose another port, 0 for any free one");
        }
        if (reason.contains("assign requested address")) {
            throw unusable("the address is none of this machine's");
        }
        if (reason.contains("ermission denied")) {
            throw unusable("this user may not listen there; ports below 1024 need a privilege");
        }
        return new IOException("listening on " + where() + ": " + reason, cause);
    }

    private MidstreamException unusable(String why) {
        return new MidstreamException(
                DoorError.ADDRESS_UNUSABLE, where(), why, "Choose another host or port");
    }

    private String where() {
        return options.host() + ":" + options.port();
    }

    /** Where the door listens, with the port that was found if any was wanted. */
    public InetSocketAddress address() {
        return address;
    }

    /** The requests that hold a generation; interrupting one is answered with 503. */
    @Override
    public List<Held> held(Generation generation) {
        List<Held> held = new ArrayList<>();
        for (Exchange exchange : pending()) {
            Held holder = exchange.held(generation);
            if (holder != null) {
                held.add(holder);
            }
        }
        return held;
    }

    @Override
    public List<Reservoir.Kind<RequestSample>> requests() {
        return Reservoir.merged(
                loops.values().stream().map(loop -> loop.recorder.requests()).toList());
    }

    @Override
    public int probe(Runnable arrival) {
        if (stopping) {
            return 0;
        }
        try {
            loops.keySet().forEach(loop -> loop.execute(arrival));
            return loops.size();
        } catch (RejectedExecutionException ends) {
            return 0;
        }
    }

    @Override
    public int replay(Generation shadow, RequestSample request) throws Exception {
        return replays.replay(shadow, request);
    }

    private List<Exchange> pending() {
        List<Exchange> pending = new ArrayList<>();
        for (DoorLoop loop : loops.values()) {
            pending.addAll(loop.exchanges());
            Exchange called = loop.called();
            if (called != null) {
                pending.add(called);
            }
        }
        return pending;
    }

    /** {@link #close(Duration)} with the request deadline. */
    @Override
    public void close() {
        close(options.timeouts().request());
    }

    /**
     * Stops gracefully: accepts no more, closes idle connections, answers what is worked on, and
     * closes each connection with its answer. What has not ended at the deadline is cut and logged
     * with {@link DoorError#CUT_AT_STOP}. Blocks up to the deadline and a few seconds; a second
     * call waits for the first.
     *
     * @return what was cut; empty if all ended by itself
     */
    public List<String> close(Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        if (closers.getAndIncrement() > 0) {
            awaitClosed(deadline.plus(AFTER_CUT).plus(AFTER_CUT));
            return List.of();
        }
        List<String> cut = List.of();
        try {
            listener.close().awaitUninterruptibly(BIND_DEADLINE.toMillis());
            stopping = true;
            loops.forEach((events, loop) -> events.execute(loop::stop));
            if (!awaitQuiet(end)) {
                cut = cut();
            }
        } finally {
            watch.close();
            loops.forEach((events, loop) -> events.execute(loop::flushAccessLines));
            endThreads();
            closeAccessLog();
            gate.unregister((Holders) this);
            gate.unregister((ReplayDoor) this);
            closed.countDown();
        }
        return cut;
    }

    private List<String> cut() {
        List<String> cut = pending().stream().map(Exchange::describe).toList();
        for (String work : cut) {
            LOG.log(
                    Level.WARNING,
                    Finding.warning(
                                    DoorError.CUT_AT_STOP,
                                    where(),
                                    "still worked at the stop's deadline and was cut: " + work,
                                    "Give the stop more time, or make the handler end when it is"
                                            + " interrupted")
                            .toString());
        }
        loops.forEach((events, loop) -> events.execute(loop::interrupt));
        awaitQuiet(System.nanoTime() + AFTER_CUT.toNanos());
        loops.forEach((events, loop) -> events.execute(loop::cut));
        return cut;
    }

    private void endThreads() {
        var _ = acceptor.shutdownGracefully(0, AFTER_CUT.toMillis(), TimeUnit.MILLISECONDS);
        var _ = workers.shutdownGracefully(0, AFTER_CUT.toMillis(), TimeUnit.MILLISECONDS);
        acceptor.terminationFuture().awaitUninterruptibly(2 * AFTER_CUT.toMillis());
        workers.terminationFuture().awaitUninterruptibly(2 * AFTER_CUT.toMillis());
    }

    private void closeAccessLog() {
        if (accessLog != null) {
            accessLog.close();
        }
    }

    private void awaitClosed(Duration deadline) {
        try {
            closed.await(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitQuiet(long end) {
        synchronized (quiet) {
            while (connections.get() > 0 || exchanges.get() > 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                try {
                    quiet.wait(left);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }

    private void maybeQuiet() {
        if (stopping) {
            synchronized (quiet) {
                quiet.notifyAll();
            }
        }
    }

    /** Counts a connection; whether it is within the limit. */
    boolean connected() {
        return connections.incrementAndGet() <= options.limits().connections();
    }

    void disconnected() {
        connections.decrementAndGet();
        maybeQuiet();
    }

    /** Whether no more work may begin. */
    boolean isFull() {
        return exchanges.get() >= options.limits().requests();
    }

    void began() {
        exchanges.incrementAndGet();
    }

    void ended() {
        exchanges.decrementAndGet();
        maybeQuiet();
    }

    FailureLog log() {
        return log;
    }

    int highWaterMark() {
        return HIGH_WATER_MARK;
    }
}
