package dev.midstream.admin;

import java.util.Optional;

/**
 * Where an HTTP door is, or shall be.
 *
 * @param host a name or address, IPv6 without brackets
 * @param port 0 to 65535
 */
public record HttpAddress(String host, int port) {

    /** {@code [HOST:]PORT}, an IPv6 host in brackets; empty if it is neither. */
    public static Optional<HttpAddress> parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            return Optional.empty();
        }
        if (host.isBlank() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            return Optional.empty();
        }
        return Optional.of(new HttpAddress(host, Integer.parseInt(port)));
    }

    /** {@code HOST:PORT}. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
