package dev.midstream.admin;

import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the admin socket of a home is put: in it, or in a private folder under the system's
 * temporary one if the home's path is too long.
 *
 * @param socket the socket's path
 * @param folder the private folder, if there is one
 */
record SocketPlace(Path socket, Optional<Path> folder) {

    /** The kernel takes 107 bytes; the JDK refuses some of the last ones on some systems. */
    static final int LIMIT_BYTES = 100;

    private static final String FOLDER_PREFIX = "midstream-";

    /** Clears what an earlier host left and decides on a place. The lock says that it is over. */
    static SocketPlace prepare(HomeLock lock) throws IOException, Refused {
        Home home = lock.home();
        removeStale(home);
        Path inside = home.path().resolve("admin.sock");
        if (fits(inside)) {
            return new SocketPlace(inside, Optional.empty());
        }
        // The JVM's own java.io.tmpdir may be moved to a long path too; createTempDirectory makes
        // the folder 0700.
        Path folder = Files.createTempDirectory(FOLDER_PREFIX);
        Path outside = folder.resolve("admin.sock");
        if (!fits(outside)) {
            Files.delete(folder);
            throw new Refused(
                    AdminError.SOCKET,
                    home.toString(),
                    "neither "
                            + inside
                            + " nor "
                            + outside
                            + " is a path of at most "
                            + LIMIT_BYTES
                            + " bytes, which a Unix socket needs",
                    "Give a home with a shorter path, or a shorter java.io.tmpdir");
        }
        home.write("admin.path", outside.toString());
        return new SocketPlace(outside, Optional.of(folder));
    }

    /** Removes the socket, and the folder and pointer if there are any. */
    void remove(Home home) throws IOException {
        Files.deleteIfExists(socket);
        if (folder.isPresent()) {
            Files.deleteIfExists(folder.get());
            Files.deleteIfExists(home.socketPointer());
        }
    }

    static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LIMIT_BYTES;
    }

    private static void removeStale(Home home) throws IOException {
        Path stale = home.socket();
        Path parent = stale.getParent();
        boolean pointed = Files.exists(home.socketPointer(), LinkOption.NOFOLLOW_LINKS);
        if (!pointed) {
            Files.deleteIfExists(stale);
        } else if (parent != null
                && parent.getFileName() != null
                && parent.getFileName().toString().startsWith(FOLDER_PREFIX)
                && stale.endsWith("admin.sock")) {
            Files.deleteIfExists(stale);
            Files.deleteIfExists(parent);
        }
        Files.deleteIfExists(home.socketPointer());
    }
}
