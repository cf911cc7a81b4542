package dev.midstream.server;

import dev.midstream.admin.HttpAddress;
import dev.midstream.netty.HttpDoor;
import dev.midstream.netty.HttpDoorOptions;
import dev.midstream.runtime.finding.MidstreamException;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.server.cli.CliError;
import dev.midstream.server.cli.HostLaunch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The HTTP door of this host: the one place that knows which door it is. */
final class HttpService implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HttpService.class.getName());

    private final HttpDoor door;
    private final Duration drain;

    private HttpService(HttpDoor door, Duration drain) {
        this.door = door;
        this.drain = drain;
    }

    /** Opens the door to a gate; requests get so long to end when it closes. */
    static HttpService open(Gate gate, HostLaunch launch, Duration drain) {
        HttpAddress at = launch.http();
        HttpDoorOptions defaults = HttpDoorOptions.defaults();
        HttpDoorOptions plain =
                defaults.host(at.host())
                        .port(at.port())
                        .gzip(launch.gzip())
                        .timeouts(defaults.timeouts().idle(launch.idle()));
        HttpDoorOptions options = launch.accessLog().map(plain::accessLog).orElse(plain);
        try {
            return new HttpService(HttpDoor.open(gate, options), drain);
        } catch (IOException e) {
            throw new MidstreamException(
                    CliError.HTTP,
                    at.toString(),
                    "the HTTP door cannot be opened: " + e,
                    "Name another address with --http [HOST:]PORT; port 0 takes any free one");
        }
    }

    /** Where it listens; the port is the real one. */
    HttpAddress address() {
        return new HttpAddress(
                door.address().getAddress().getHostAddress(), door.address().getPort());
    }

    /** Stops accepting and lets open requests end, at most as long as the drain says. */
    @Override
    public void close() {
        List<String> cut = door.close(drain);
        if (!cut.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "cut when the drain deadline passed: {0}", cut);
        }
    }
}
