package dev.midstream.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;

/** A raw socket server that does to each request what a test tells it. */
final class ScriptedServer implements AutoCloseable {

    /** What a test does with a request. */
    interface Script {
        void answer(Exchange exchange) throws IOException;
    }

    private static final long DEADLINE_NANOS = 20_000_000_000L;

    private final Script script;
    private final Set<Socket> unused = ConcurrentHashMap.newKeySet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong requests = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private ServerSocket listener;
    private Thread acceptor;

    ScriptedServer(Script script) throws IOException {
        this.script = script;
        this.listener = listen(0);
        this.acceptor = acceptor();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many requests have arrived. */
    long requests() {
        return requests.get();
    }

    /** Waits until the number of requests that have arrived satisfies a test. */
    void await(LongPredicate enough) throws InterruptedException {
        lock.lock();
        try {
            long left = DEADLINE_NANOS;
            while (!enough.test(requests.get())) {
                if (left <= 0) {
                    throw new AssertionError("only " + requests + " requests arrived");
                }
                left = more.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for so many more requests. */
    void awaitMore(long count) throws InterruptedException {
        long enough = requests.get() + count;
        await(seen -> seen >= enough);
    }

    /** The connections that have not asked anything yet. */
    Set<Socket> unused() {
        return Set.copyOf(unused);
    }

    /** As if the process were killed: the port closes and every connection is reset. */
    void kill() throws IOException {
        listener.close();
        try {
            // The port is free, and no further connection taken, once nobody accepts any more.
            if (!acceptor.join(Duration.ofNanos(DEADLINE_NANOS))) {
                throw new AssertionError("the acceptor has not ended");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        for (Socket socket : open) {
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (SocketException closed) {
                // Its client was faster.
            }
        }
    }

    /** Listens on the same port again. */
    void restart() throws IOException {
        listener = listen(listener.getLocalPort());
        acceptor = acceptor();
    }

    @Override
    public void close() throws IOException {
        kill();
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return server;
    }

    private Thread acceptor() {
        ServerSocket server = listener;
        return Thread.ofVirtual().start(() -> accept(server));
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                unused.add(socket);
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test has closed the port.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                String head = readHead(in);
                unused.remove(socket);
                int length = contentLength(head);
                byte[] body = in.readNBytes(length);
                long number = requests.incrementAndGet();
                script.answer(
                        new Exchange(
                                number,
                                head.split(" ", 3)[1],
                                new String(body, StandardCharsets.UTF_8),
                                socket));
                signal();
            }
        } catch (IOException closed) {
            // One of the two sides has ended the connection.
        } finally {
            open.remove(socket);
            unused.remove(socket);
            signal();
        }
    }

    private void signal() {
        lock.lock();
        try {
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed by the client");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int contentLength(String head) {
        int at = head.indexOf("Content-Length: ");
        return at < 0
                ? 0
                : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)).strip());
    }

    /** One request, and the ways to answer it. */
    record Exchange(long number, String target, String body, Socket socket) {

        String stamp() {
            return target.substring(target.indexOf("stamp=") + 6);
        }

        void ok(String text) throws IOException {
            raw("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text);
        }

        void raw(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void closeSilently() throws IOException {
            socket.close();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
