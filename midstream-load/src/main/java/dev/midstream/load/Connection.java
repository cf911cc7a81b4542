package dev.midstream.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One client: a keep-alive connection, opened anew when it is lost. Owned by the load's thread.
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>state</th><th>event</th><th>next</th></tr>
 * <tr><td>CLOSED</td><td>open</td><td>CONNECTING</td></tr>
 * <tr><td>CONNECTING</td><td>connected</td><td>FREE</td></tr>
 * <tr><td>FREE</td><td>request sent</td><td>BUSY</td></tr>
 * <tr><td>BUSY</td><td>answer complete</td><td>FREE</td></tr>
 * <tr><td>any</td><td>closed, by whom ever</td><td>CLOSED</td></tr>
 * </table>
 */
final class Connection {

    enum State {
        CLOSED,
        CONNECTING,
        FREE,
        BUSY
    }

    /** Its number among those that carry requests, from 0. */
    final int number;

    /** Whether this connection is only watched and never carries a request. */
    final boolean idle;

    final AnswerParser answer = new AnswerParser();
    State state = State.CLOSED;
    /* When it entered CONNECTING or BUSY; in CLOSED, when it is to be opened again. */
    long sinceNanos;
    long dueNanos;
    @Nullable Request request;
    /* The client's place in the order of versions; kept when the connection is opened anew, since
     * a client that reconnects does not expect to go back in time either. */
    int lastVersion = -1;
    int rollbacksUsed;

    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private @Nullable ByteBuffer unsent;

    Connection(int number, boolean idle) {
        this.number = number;
        this.idle = idle;
    }

    /** Begins to connect; {@link #state} is FREE if that was done at once. */
    void open(LoadPlan plan, Selector selector, long now) throws IOException {
        SocketChannel opened = SocketChannel.open();
        channel = opened;
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        state = State.CONNECTING;
        sinceNanos = now;
        boolean connected = opened.connect(plan.target());
        key =
                opened.register(
                        selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
        if (connected) {
            state = State.FREE;
        }
    }

    /** Called when the kernel has decided about the connect. */
    boolean finishConnect() throws IOException {
        if (!open().finishConnect()) {
            return false;
        }
        registered().interestOps(SelectionKey.OP_READ);
        state = State.FREE;
        return true;
    }

    /**
     * Sends a request, or as much as the kernel takes now.
     *
     * @param out scratch, used during this call only
     */
    void send(Request asked, long due, long now, ByteBuffer out) throws IOException {
        state = State.BUSY;
        request = asked;
        dueNanos = due;
        sinceNanos = now;
        answer.reset();
        byte[] wire = asked.wire();
        ByteBuffer from =
                wire.length <= out.capacity()
                        ? out.clear().put(wire).flip()
                        : ByteBuffer.wrap(wire);
        open().write(from);
        if (from.hasRemaining()) {
            unsent = ByteBuffer.allocate(from.remaining()).put(from).flip();
            registered().interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    /** Sends what could not be sent before. */
    void sendRest() throws IOException {
        if (unsent != null) {
            open().write(unsent);
            if (unsent.hasRemaining()) {
                return;
            }
            unsent = null;
        }
        registered().interestOps(SelectionKey.OP_READ);
    }

    /** Whether part of the request still waits for the kernel. */
    boolean sending() {
        return unsent != null;
    }

    /** Reads what is there; -1 if the server has closed. */
    int read(ByteBuffer in) throws IOException {
        return open().read(in);
    }

    /** Closes quietly. */
    void close() {
        state = State.CLOSED;
        request = null;
        unsent = null;
        key = null;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException ignored) {
                // It is gone either way.
            }
            channel = null;
        }
    }

    private SocketChannel open() throws IOException {
        if (channel == null) {
            throw new IOException("connection is " + state);
        }
        return channel;
    }

    private SelectionKey registered() throws IOException {
        if (key == null) {
            throw new IOException("connection is " + state);
        }
        return key;
    }
}
