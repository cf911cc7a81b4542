package dev.midstream.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/*
 * The load's one thread.
 *
 * The schedule. In an open loop request n is due at start + n / rate, whatever the server does; in a
 * closed loop it is due when a connection is free for it. Since requests are
 * sent in the order in which they fall due, the requests that wait for a free connection are just
 * the numbers from `next` to the one due now: a backlog that costs no memory. It is bounded, as a
 * request that has waited for the answer deadline has failed.
 *
 * Waiting. A selector's timeout counts in milliseconds, a schedule in microseconds. So the loop
 * sleeps in the selector only if nothing is due for two milliseconds, and else parks for some
 * 50 us between looks. Spinning would be more exact and take a whole core from the server, which
 * usually runs on the same machine.
 */
final class LoadLoop implements Runnable {

    private static final long CONNECT_BEFORE_START_NANOS = 2_000_000_000L;
    private static final long CONNECT_DEADLINE_NANOS = 5_000_000_000L;
    private static final long RECONNECT_AFTER_NANOS = 1_000_000;
    private static final long SWEEP_EVERY_NANOS = 20_000_000;
    private static final long LONGEST_PARK_NANOS = 50_000;
    private static final long SHORTEST_SELECT_NANOS = 2_000_000;
    private static final int SENT_BETWEEN_READS = 128;
    private static final int BUFFER = 64 * 1024;

    final CompletableFuture<Boolean> begun = new CompletableFuture<>();
    final CompletableFuture<LoadReport> finished = new CompletableFuture<>();
    final CompletableFuture<Boolean> exhausted = new CompletableFuture<>();

    private final LoadPlan plan;
    private final Oracle oracle;
    private final Selector selector;
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final Recorder recorder = new Recorder();
    private final List<Connection> connections = new ArrayList<>();
    private final Deque<Connection> free = new ArrayDeque<>();
    private final Deque<Connection> closed = new ArrayDeque<>();
    private final Set<Connection> spent = new HashSet<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
    private final long answerDeadlineNanos;
    /* 0 in a closed loop. */
    private final int ratePerSecond;

    private long startNanos;
    private long endNanos = Long.MAX_VALUE;
    private long stopDeadlineNanos = Long.MAX_VALUE;
    private long sweptNanos;
    private long next;
    private int busy;
    private int rollbacks;
    private boolean done;

    LoadLoop(LoadPlan plan, Oracle oracle) throws IOException {
        this.plan = plan;
        this.oracle = oracle;
        this.selector = Selector.open();
        this.answerDeadlineNanos = plan.answerDeadline().toNanos();
        this.ratePerSecond =
                switch (plan.pace()) {
                    case Pace.Open open -> open.ratePerSecond();
                    case Pace.Closed _ -> 0;
                };
    }

    /** Runs a piece of work on the load's thread. Called from any thread. */
    void post(Runnable work) {
        posted.add(work);
        selector.wakeup();
    }

    void mark(String label, long now) {
        recorder.mark(label, now);
        if (label.equals(RunningLoad.ROLLBACK)) {
            rollbacks++;
        }
        oracle.marked(label);
    }

    List<LoadReport.Mark> marks() {
        return recorder.marks();
    }

    List<LoadReport.SecondRow> seconds() {
        // A request may use the deadline twice: while it waits to be sent, and then for its answer.
        long slowest = 2 * (answerDeadlineNanos + SWEEP_EVERY_NANOS);
        return recorder.seconds(System.nanoTime() - slowest);
    }

    void stopSoon() {
        if (endNanos == Long.MAX_VALUE) {
            endNanos = System.nanoTime();
            stopDeadlineNanos = endNanos + plan.stopDeadline().toNanos();
        }
    }

    void stopNow() {
        stopSoon();
        done = true;
    }

    @Override
    public void run() {
        try {
            connectAll();
            startNanos = System.nanoTime();
            sweptNanos = startNanos;
            recorder.begin(startNanos);
            begun.complete(true);
            while (!done) {
                turn();
            }
            failTheRest();
            recorder.end(endNanos);
            finished.complete(recorder.report());
        } catch (IOException | RuntimeException | Error death) {
            begun.completeExceptionally(death);
            finished.completeExceptionally(death);
        } finally {
            connections.forEach(Connection::close);
            try {
                selector.close();
            } catch (IOException ignored) {
                // All its channels are closed.
            }
        }
    }

    private void connectAll() throws IOException {
        long now = System.nanoTime();
        long deadline = now + CONNECT_BEFORE_START_NANOS;
        for (int i = 0; i < plan.connections() + plan.idleConnections(); i++) {
            Connection connection = new Connection(i, i >= plan.connections());
            connections.add(connection);
            open(connection, now);
        }
        while (now < deadline && !connections.stream().allMatch(LoadLoop::isOpen)) {
            selector.select(this::ready, 1);
            now = System.nanoTime();
            reopen(now);
        }
    }

    private static boolean isOpen(Connection connection) {
        return connection.state == Connection.State.FREE;
    }

    private void turn() throws IOException {
        for (Runnable work = posted.poll(); work != null; work = posted.poll()) {
            work.run();
        }
        long now = System.nanoTime();
        recorder.looked(now);
        reopen(now);
        boolean worked = sendDue(now);
        worked |= selector.selectNow(this::ready) > 0;
        if (now - sweptNanos >= SWEEP_EVERY_NANOS) {
            sweptNanos = now;
            sweep(now);
        }
        if (endNanos != Long.MAX_VALUE) {
            done |= (busy == 0 && nextDue(now) >= endNanos) || now >= stopDeadlineNanos;
        }
        if (spent.size() == plan.connections()) {
            exhausted.complete(true);
        }
        if (!worked && !done && !plan.busyPolling()) {
            pause();
        }
    }

    /** When the next request falls due. */
    private long nextDue(long now) {
        return ratePerSecond == 0 ? now : startNanos + next * 1_000_000_000L / ratePerSecond;
    }

    private boolean sendDue(long now) {
        boolean sent = false;
        for (int i = 0; i < SENT_BETWEEN_READS && !free.isEmpty(); i++) {
            long due = nextDue(now);
            if (due > now || due >= endNanos) {
                return sent;
            }
            Connection connection = free.removeFirst();
            if (!oracle.hasNext(connection.number)) {
                spent.add(connection);
                continue;
            }
            Request request = oracle.next(next++, connection.number);
            busy++;
            try {
                connection.send(request, due, now, out);
            } catch (IOException refused) {
                dropped(connection, "refused while sending");
            }
            sent = true;
        }
        return sent;
    }

    private void pause() throws IOException {
        long now = System.nanoTime();
        long until = sweptNanos + SWEEP_EVERY_NANOS;
        if (!free.isEmpty() && nextDue(now) < endNanos) {
            until = Math.min(until, nextDue(now));
        }
        Connection first = closed.peekFirst();
        if (first != null) {
            until = Math.min(until, first.sinceNanos);
        }
        long wait = until - now;
        if (wait >= SHORTEST_SELECT_NANOS) {
            selector.select(this::ready, wait / 1_000_000 - 1);
            recorder.slept(Math.min(until, System.nanoTime()));
        } else if (wait > 0) {
            long park = Math.min(wait, LONGEST_PARK_NANOS);
            LockSupport.parkNanos(this, park);
            recorder.slept(Math.min(now + park, System.nanoTime()));
        }
    }

    private void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (connection.state == Connection.State.CONNECTING) {
                if (connection.finishConnect()) {
                    opened(connection);
                }
                return;
            }
            if (connection.sending() && key.isWritable()) {
                connection.sendRest();
            }
            if (key.isReadable()) {
                read(connection);
            }
        } catch (IOException problem) {
            if (connection.state == Connection.State.CONNECTING) {
                refused(connection);
            } else {
                dropped(connection, "reset");
            }
        }
    }

    private void read(Connection connection) throws IOException {
        in.clear();
        int count = connection.read(in);
        if (count < 0) {
            dropped(connection, "closed");
            return;
        }
        if (count == 0) {
            return;
        }
        Request request = connection.request;
        if (connection.state != Connection.State.BUSY || request == null) {
            recorder.strayBytes++;
            recorder.sample("stray", count + " bytes on a connection that had asked nothing");
            reopenLater(connection);
            return;
        }
        switch (connection.answer.feed(in.flip())) {
            case PARTIAL -> {}
            case COMPLETE -> completed(connection, request);
            case MALFORMED -> {
                busy--;
                oracle.lost(request, connection.number);
                recorder.malformed(request, connection.dueNanos, connection.answer.problem());
                reopenLater(connection);
            }
        }
    }

    private void completed(Connection connection, Request request) {
        long now = System.nanoTime();
        recorder.looked(now);
        AnswerParser answer = connection.answer;
        busy--;
        if (answer.status() == 200) {
            Verdict verdict = oracle.check(request, connection.number, answer.body());
            recorder.answered(request, connection.dueNanos, now, verdict);
            if (verdict instanceof Verdict.Version version) {
                checkOrder(connection, version.name());
            }
        } else {
            oracle.lost(request, connection.number);
            recorder.failed(connection.dueNanos, "status " + answer.status());
        }
        if (answer.closes()) {
            recorder.gracefulReconnects++;
            connection.close();
            open(connection, now);
        } else if (connection.sending()) {
            // Answered before it was asked in full: what is left would be taken for a request.
            reopenLater(connection);
        } else {
            connection.state = Connection.State.FREE;
            connection.request = null;
            free.addLast(connection);
        }
    }

    private void checkOrder(Connection connection, String version) {
        int place = plan.versionOrder().indexOf(version);
        if (place < 0) {
            return;
        }
        if (place < connection.lastVersion) {
            if (connection.rollbacksUsed < rollbacks) {
                connection.rollbacksUsed = rollbacks;
            } else {
                recorder.regressions++;
                recorder.sample(
                        "regression",
                        version + " after " + plan.versionOrder().get(connection.lastVersion));
            }
        }
        connection.lastVersion = place;
    }

    private void dropped(Connection connection, String how) {
        recorder.droppedConnections++;
        if (connection.state == Connection.State.BUSY) {
            busy--;
            lost(connection);
            String when = connection.answer.begun() ? " in the middle of an answer" : "";
            recorder.failed(connection.dueNanos, how + when);
        } else {
            free.remove(connection);
            recorder.sample("dropped", (connection.idle ? "an idle" : "a free") + " one, " + how);
        }
        reopenLater(connection);
    }

    private void lost(Connection connection) {
        if (connection.request != null) {
            oracle.lost(connection.request, connection.number);
        }
    }

    private void open(Connection connection, long now) {
        try {
            connection.open(plan, selector, now);
            if (connection.state == Connection.State.FREE) {
                opened(connection);
            }
        } catch (IOException refused) {
            refused(connection);
        }
    }

    private void opened(Connection connection) {
        if (!connection.idle) {
            free.addLast(connection);
        }
    }

    private void refused(Connection connection) {
        recorder.refusedConnects++;
        reopenLater(connection);
    }

    private void reopenLater(Connection connection) {
        free.remove(connection);
        spent.remove(connection);
        connection.close();
        connection.sinceNanos = System.nanoTime() + RECONNECT_AFTER_NANOS;
        closed.addLast(connection);
    }

    private void reopen(long now) {
        Connection first = closed.peekFirst();
        while (first != null && first.sinceNanos <= now) {
            closed.removeFirst();
            open(first, now);
            first = closed.peekFirst();
        }
    }

    /** Looks for what is past its deadline. */
    private void sweep(long now) {
        long dueBefore = Math.min(endNanos, now - answerDeadlineNanos);
        for (long due = nextDue(now); due < dueBefore; due = nextDue(now)) {
            next++;
            recorder.failed(due, "not sent within the deadline");
        }
        for (Connection connection : connections) {
            if (connection.state == Connection.State.BUSY
                    && now - connection.sinceNanos > answerDeadlineNanos) {
                busy--;
                lost(connection);
                recorder.failed(connection.dueNanos, "not answered within the deadline");
                reopenLater(connection);
            } else if (connection.state == Connection.State.CONNECTING
                    && now - connection.sinceNanos > CONNECT_DEADLINE_NANOS) {
                refused(connection);
            }
        }
    }

    private void failTheRest() {
        for (long due = nextDue(endNanos); due < endNanos; due = nextDue(endNanos)) {
            next++;
            recorder.failed(due, "not sent when the load stopped");
        }
        for (Connection connection : connections) {
            if (connection.state == Connection.State.BUSY) {
                lost(connection);
                recorder.failed(connection.dueNanos, "not answered when the load stopped");
            }
        }
    }
}
