package dev.midstream.load;

import java.nio.charset.StandardCharsets;

/** The smallest oracle: version vN answers {@code vN STAMP vN}. */
final class StampOracle implements Oracle {

    @Override
    public Request next(long n, int connection) {
        return Request.get(n, "s" + n, "/?stamp=s" + n);
    }

    @Override
    public Verdict check(Request request, int connection, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        String[] parts = text.split(" ", -1);
        if (parts.length != 3
                || !parts[1].equals(request.stamp())
                || !parts[0].matches("v[12]")
                || !parts[2].matches("v[12]")) {
            return new Verdict.Wrong("got '" + text + "'");
        }
        return parts[0].equals(parts[2])
                ? new Verdict.Version(parts[0])
                : new Verdict.Mixed("got '" + text + "'");
    }
}
