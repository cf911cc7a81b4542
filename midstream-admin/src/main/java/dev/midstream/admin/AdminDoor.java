package dev.midstream.admin;

import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers the command line on the admin socket of a home.
 *
 * <p>One daemon thread, {@code midstream-admin}, accepts; each connection is served on a virtual
 * thread of its own, so that thread-locals of module code that an upgrade runs die with it.
 */
public final class AdminDoor implements AutoCloseable {

    /** People and scripts of one machine; more at once is a runaway loop. */
    static final int MAX_CONNECTIONS = 64;

    private static final System.Logger LOG = System.getLogger(AdminDoor.class.getName());

    private final Home home;
    private final SocketPlace place;
    private final ServerSocketChannel server;
    private final Engine engine;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

    private AdminDoor(Home home, SocketPlace place, ServerSocketChannel server, Engine engine) {
        this.home = home;
        this.place = place;
        this.server = server;
        this.engine = engine;
    }

    /**
     * Opens the door of a host in a home that this process holds.
     *
     * @throws Refused with {@link AdminError#SOCKET} if there is no place for the socket
     */
    public static AdminDoor open(Midstream midstream, HomeLock lock) throws Refused {
        return open(Engine.of(midstream), lock);
    }

    static AdminDoor open(Engine engine, HomeLock lock) throws Refused {
        Home home = lock.home();
        try {
            SocketPlace place = SocketPlace.prepare(lock);
            ServerSocketChannel server = bind(place.socket());
            AdminDoor door = new AdminDoor(home, place, server, engine);
            Thread.ofPlatform().daemon().name("midstream-admin").start(door::accept);
            return door;
        } catch (IOException e) {
            throw new Refused(
                    AdminError.SOCKET,
                    home.toString(),
                    "the admin socket cannot be opened: " + e,
                    "Give a home on a local file system with --home");
        }
    }

    /** The socket's path. */
    public Path socket() {
        return place.socket();
    }

    /** Ends the answering; an upgrade that has cut over goes on, one that has not is cancelled. */
    @Override
    public void close() {
        try {
            server.close();
            place.remove(home);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "removing the admin socket " + place.socket(), e);
        }
        for (SocketChannel connection : connections) {
            new Lines(connection).close();
        }
    }

    /**
     * A socket gets its mode after it is there. It gets it in a private folder and moves to its
     * place with it, so that there is no moment in which others could connect.
     */
    private static ServerSocketChannel bind(Path socket) throws IOException {
        Path folder = Files.createDirectory(socket.resolveSibling(".s"));
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        boolean bound = false;
        try {
            Home.onlyOwner(folder, "rwx------");
            Path hidden = folder.resolve("s");
            server.bind(UnixDomainSocketAddress.of(hidden), MAX_CONNECTIONS);
            Home.onlyOwner(hidden, "rw-------");
            Files.move(hidden, socket, StandardCopyOption.ATOMIC_MOVE);
            bound = true;
            return server;
        } finally {
            if (!bound) {
                server.close();
                Files.deleteIfExists(folder.resolve("s"));
            }
            Files.deleteIfExists(folder);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                serve(server.accept());
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                // Out of file descriptors, most likely: the host must live, and so must this loop.
                LOG.log(System.Logger.Level.WARNING, "accepting on the admin socket", e);
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            }
        }
    }

    private void serve(SocketChannel channel) {
        connections.add(channel);
        boolean crowded = connections.size() > MAX_CONNECTIONS;
        Thread.ofVirtual()
                .name("midstream-admin-connection")
                .start(() -> {
                    try (Lines lines = new Lines(channel)) {
                        new Conversation(engine, home, lines).run(crowded);
                    } finally {
                        connections.remove(channel);
                    }
                });
    }
}
