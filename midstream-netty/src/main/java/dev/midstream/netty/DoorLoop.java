package dev.midstream.netty;

import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.LoopEntrance;
import io.netty.channel.EventLoop;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of one event loop share. Confined to the loop, except {@link #exchanges},
 * {@link #called()} and {@link #hop}, which all threads may use.
 */
final class DoorLoop implements Runnable {

    private static final VarHandle CALLED;

    static {
        try {
            CALLED = MethodHandles.lookup().findVarHandle(DoorLoop.class, "called", Exchange.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** How long a thread that ends after its loop waits for the loop's last task. */
    private static final long TERMINATION_SECONDS = 30;

    final HttpDoor door;
    final Gate gate;
    final HttpDoorOptions options;
    final ResponseEncoder encoder = new ResponseEncoder();
    final Recorder recorder = new Recorder();

    /** Null without an access log. */
    final @Nullable AccessLines accessLines;

    private final EventLoop eventLoop;
    private final LoopEntrance entrance;
    private final Set<Connection> connections = Collections.newSetFromMap(new IdentityHashMap<>());

    /** What is worked on beyond the turn of the loop in which it began. */
    private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();

    /** Whose handler runs on the loop right now. Written without a fence, read by a drain. */
    @SuppressWarnings("UnusedVariable") // through CALLED
    private @Nullable Exchange called;

    /** The nanoTime of the last tick: good enough for all but request deadlines. */
    long now = System.nanoTime();

    boolean stopping;

    private volatile @Nullable Thread thread;

    DoorLoop(
            HttpDoor door,
            Gate gate,
            HttpDoorOptions options,
            EventLoop eventLoop,
            @Nullable AccessLog accessLog) {
        this.door = door;
        this.gate = gate;
        this.options = options;
        this.eventLoop = eventLoop;
        this.entrance = gate.claimLoop();
        this.accessLines = accessLog == null ? null : new AccessLines(accessLog);
        date();
    }

    private void date() {
        Instant now = Instant.now();
        encoder.date(now);
        AccessLines lines = accessLines;
        if (lines != null) {
            lines.tick(now);
        }
    }

    /** Hands the access log what it has not got yet. */
    void flushAccessLines() {
        AccessLines lines = accessLines;
        if (lines != null) {
            lines.flush();
        }
    }

    /** Begins to tick; four times in the shortest timeout, at least four times a second. */
    void begin() {
        long shortest = options.timeouts().shortest().toMillis();
        long period = Math.clamp(shortest / 4, 5, 250);
        // At once, too: before the first tick the loop's thread is unknown, and a handler that
        // blocks it can be neither named nor interrupted.
        eventLoop.execute(this);
        var _ = eventLoop.scheduleAtFixedRate(this, period, period, TimeUnit.MILLISECONDS);
    }

    /** The tick: Date, timeouts, deadlines. */
    @Override
    public void run() {
        if (thread == null) {
            gate.desk().neverWaits();
        }
        thread = Thread.currentThread();
        now = System.nanoTime();
        date();
        for (Connection connection : List.copyOf(connections)) {
            connection.tick(now);
        }
        long deadline = options.timeouts().request().toNanos();
        for (Exchange exchange : exchanges) {
            if (exchange.overdue(now, deadline)) {
                exchange.expire();
            }
        }
    }

    void add(Connection connection) {
        connections.add(connection);
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }

    void add(Exchange exchange) {
        exchanges.add(exchange);
    }

    void remove(ExchangeEnd exchange) {
        if (exchanges.remove(exchange)) {
            door.ended();
        }
    }

    Set<Exchange> exchanges() {
        return exchanges;
    }

    void called(@Nullable Exchange exchange) {
        CALLED.setOpaque(this, exchange);
    }

    @Nullable Exchange called() {
        return (Exchange) CALLED.getOpaque(this);
    }

    Generation enter() {
        return entrance.enter();
    }

    void exit(Generation generation) {
        entrance.exit(generation);
    }

    /**
     * Runs a task on the loop; if the loop has ended, on the calling thread after the loop's last
     * task, one at a time, so that the loop's stripe keeps a single writer.
     */
    void hop(Runnable task) {
        try {
            eventLoop.execute(task);
        } catch (RejectedExecutionException ended) {
            awaitTermination();
            synchronized (this) {
                task.run();
            }
        }
    }

    private void awaitTermination() {
        boolean interrupted = Thread.interrupted();
        try {
            eventLoop.terminationFuture().await(TERMINATION_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes what is idle; all else is closed with its answer. */
    void stop() {
        stopping = true;
        for (Connection connection : List.copyOf(connections)) {
            connection.stop();
        }
    }

    /** Asks all work to end. */
    void interrupt() {
        for (Exchange exchange : exchanges) {
            exchange.interrupt();
        }
    }

    /** Closes all connections. */
    void cut() {
        for (Connection connection : List.copyOf(connections)) {
            connection.close();
        }
    }

    /** The loop's thread; null before its first task and after its last. */
    @Nullable Thread thread() {
        return thread;
    }
}
