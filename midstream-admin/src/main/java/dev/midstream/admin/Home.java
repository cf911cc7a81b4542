package dev.midstream.admin;

import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The folder of one host: where its lock, its socket and its journal are. A value; a home that does
 * not exist is one too.
 *
 * <pre>
 * lock         held by the host while it runs; holds its pid
 * admin.sock   the admin socket, mode 0600
 * admin.path   instead of admin.sock, where the socket is if the home's path is too long for one
 * app          the folder or file that the host was started with
 * http         HOST:PORT of the HTTP door while it is open
 * </pre>
 *
 * @param path absolute and normalised
 */
public record Home(Path path) {

    /** The home at a folder. */
    public Home {
        path = path.toAbsolutePath().normalize();
    }

    /** The home at a folder. */
    public static Home at(Path folder) {
        return new Home(folder);
    }

    /**
     * Takes this home for the calling process; creates the folder, private to its user, if there is
     * none.
     *
     * @throws Refused with {@link AdminError#HOME_TAKEN} naming the process that holds it, or
     *     {@link AdminError#HOME_UNUSABLE}
     */
    public HomeLock lock() throws Refused {
        return lock(ProcessHandle.current().pid());
    }

    /**
     * As {@link #lock()}, in the name of a process that the caller works for.
     *
     * @param holder the process that others are told about
     */
    public HomeLock lock(long holder) throws Refused {
        return HomeLock.take(this, holder);
    }

    /** What the host was started with; empty if nobody has said. */
    public Optional<Path> app() throws IOException {
        return read("app").map(Path::of);
    }

    /** Remembers what the host was started with. */
    public void app(Path app) throws IOException {
        write("app", app.toAbsolutePath().normalize().toString());
    }

    /** Where the HTTP door is open; empty if there is none. */
    public Optional<HttpAddress> http() throws IOException {
        Optional<String> line = read("http");
        return line.isEmpty() ? Optional.empty() : HttpAddress.parse(line.get());
    }

    /** Says where the HTTP door is open. */
    public void http(HttpAddress address) throws IOException {
        write("http", address.toString());
    }

    /** The process that holds the home or held it last; empty if none has said so. */
    public Optional<Long> holder() {
        if (HomeLock.heldHere(this)) {
            return Optional.of(ProcessHandle.current().pid());
        }
        try {
            return read("lock").filter(pid -> pid.matches("[0-9]{1,18}")).map(Long::valueOf);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The admin socket of the host that runs here, if one does. */
    public Path socket() throws IOException {
        return read("admin.path").map(Path::of).orElseGet(() -> path.resolve("admin.sock"));
    }

    @Override
    public String toString() {
        return path.toString();
    }

    Path lockFile() {
        return path.resolve("lock");
    }

    Path socketPointer() {
        return path.resolve("admin.path");
    }

    void forgetHttp() throws IOException {
        Files.deleteIfExists(path.resolve("http"));
    }

    /** Makes sure that the folder is there; a new one is private to its user. */
    void create() throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path);
            onlyOwner(path, "rwx------");
        }
    }

    /** Sets a mode where the file system knows modes. */
    static void onlyOwner(Path file, String mode) throws IOException {
        PosixFileAttributeView posix =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(PosixFilePermissions.fromString(mode));
        }
    }

    private Optional<String> read(String name) throws IOException {
        Path file = path.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return Files.readString(file).lines().findFirst().filter(line -> !line.isBlank());
    }

    /** Writes a file in one step, so that no reader sees half a line. */
    void write(String name, String line) throws IOException {
        Path next = path.resolve(name + "." + ProcessHandle.current().pid() + ".tmp");
        Files.writeString(next, line + "\n", StandardCharsets.UTF_8);
        Files.move(next, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
