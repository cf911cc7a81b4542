package dev.midstream.server;

import dev.midstream.admin.HttpAddress;
import dev.midstream.runtime.generation.Gate;
import java.time.Duration;

/** The HTTP door of this host: the one place that knows which door it is. */
final class HttpService implements AutoCloseable {

    private HttpService() {}

    static HttpService open(Gate gate, HttpAddress at, Duration drain) {
        throw new UnsupportedOperationException();
    }

    HttpAddress address() {
        throw new UnsupportedOperationException();
    }

    /** Stops accepting and lets open requests end, at most as long as the drain says. */
    @Override
    public void close() {}
}
