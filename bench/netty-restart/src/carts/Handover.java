package carts;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The carts on their way from one process to the next, over a socket. */
final class Handover {

    private static final int READ_MILLIS = 30_000;
    private static final long LISTEN_NANOS = 10_000_000_000L;
    private static final int BUFFER = 1 << 20;

    private Handover() {}

    /** The old process: waits for its successor, lets its clients go, sends all, ends. */
    static void serve(int port, Server server) throws IOException, InterruptedException {
        try (ServerSocket listener = listen(port);
                Socket successor = listener.accept();
                DataOutputStream out =
                        new DataOutputStream(
                                new BufferedOutputStream(successor.getOutputStream(), BUFFER))) {
            server.letClientsGo();
            Map<Integer, Cart> carts = server.carts();
            out.writeBoolean(server.pricing().loyal());
            out.writeInt(carts.size());
            for (Map.Entry<Integer, Cart> entry : carts.entrySet()) {
                Cart cart = entry.getValue();
                out.writeInt(entry.getKey());
                out.writeLong(cart.version());
                out.writeLong(cart.loyaltyPoints());
                out.writeByte(cart.lines().size());
                for (Cart.Line line : cart.lines()) {
                    out.writeInt(line.sku());
                    out.writeLong(line.qty());
                    out.writeLong(line.priceCents());
                }
            }
        }
    }

    /** Waits until the predecessor, whose port this is too, has ended. */
    private static ServerSocket listen(int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + LISTEN_NANOS;
        while (true) {
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (BindException taken) {
                if (System.nanoTime() > end) {
                    throw taken;
                }
                new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** The new process: receives all carts, those of version 1 as later ones have them. */
    static void take(int port, Map<Integer, Cart> carts) throws IOException {
        try (Socket predecessor = new Socket(InetAddress.getLoopbackAddress(), port)) {
            predecessor.setSoTimeout(READ_MILLIS);
            DataInputStream in =
                    new DataInputStream(
                            new BufferedInputStream(predecessor.getInputStream(), BUFFER));
            boolean loyal = in.readBoolean();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                int id = in.readInt();
                long version = in.readLong();
                long points = in.readLong();
                int size = in.readByte();
                List<Cart.Line> lines = new ArrayList<>(size);
                for (int j = 0; j < size; j++) {
                    lines.add(new Cart.Line(in.readInt(), in.readLong(), in.readLong()));
                }
                Cart cart = new Cart(List.copyOf(lines), version, points);
                carts.put(id, loyal ? cart : cart.migrated());
            }
        }
    }
}
