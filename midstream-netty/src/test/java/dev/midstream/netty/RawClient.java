package dev.midstream.netty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** A client that sends and receives bytes as they are. */
final class RawClient implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    RawClient(InetSocketAddress address) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(address, (int) Doors.PATIENCE.toMillis());
        socket.setSoTimeout((int) Doors.PATIENCE.toMillis());
        in = socket.getInputStream();
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Says that nothing more will be sent; the answers can still be read. */
    RawClient finish() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** One answer, its head and as many bytes of body as its Content-Length says. */
    String answer() throws IOException {
        return answer(true);
    }

    /** One answer's head, as to a HEAD request. */
    String head() throws IOException {
        return answer(false);
    }

    private String answer(boolean withBody) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!endsHead(head)) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("end after '" + head + "'");
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int at = text.indexOf("Content-Length: ");
        if (at < 0 || !withBody) {
            return text;
        }
        int length = Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
        return text + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static boolean endsHead(ByteArrayOutputStream head) {
        return head.size() >= 4 && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n");
    }

    /** Whether nothing comes for a while; what does come is lost. */
    boolean silentFor(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            return in.read() == -2;
        } catch (SocketTimeoutException silent) {
            return true;
        } finally {
            socket.setSoTimeout((int) Doors.PATIENCE.toMillis());
        }
    }

    /** One chunk of an answer; empty for the last one. */
    String chunk() throws IOException {
        int length = Integer.parseInt(line(), 16);
        String data = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        if (!line().isEmpty()) {
            throw new IOException("no line end after a chunk");
        }
        return data;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("end after '" + line + "'");
            }
            line.append((char) next);
        }
        if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
            throw new IOException("bare LF after '" + line + "'");
        }
        line.setLength(line.length() - 1);
        return line.toString();
    }

    /** Some bytes of what comes; empty at the end. */
    byte[] some(int most) throws IOException {
        byte[] bytes = new byte[most];
        int read = in.read(bytes);
        return Arrays.copyOf(bytes, Math.max(0, read));
    }

    /** Everything up to the end of the connection. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Breaks the connection with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
