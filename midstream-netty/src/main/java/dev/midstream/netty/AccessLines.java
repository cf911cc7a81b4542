package dev.midstream.netty;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The access log's lines of one event loop, collected and handed to the log in batches: when a
 * batch is full, and with each tick. Confined to the loop.
 *
 * <pre>
 * HOST - - [TIME] "METHOD PATH VERSION" STATUS BYTES "REFERER" "AGENT" generation=N micros=N route="ROUTE"
 * </pre>
 */
final class AccessLines {

    /** The client went away before its answer; the number that others use for it, too. */
    static final int CLIENT_GONE = 499;

    private static final int BATCH_BYTES = 16 << 10;

    /** Longest text of a client in a line. */
    private static final int MOST_CHARACTERS = 512;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss +0000", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final AccessLog log;
    private final StringBuilder batch = new StringBuilder(BATCH_BYTES + 4096);
    private int lines;
    private String time = "";
    private long timeSecond = Long.MIN_VALUE;

    AccessLines(AccessLog log) {
        this.log = log;
    }

    /** Sets the time of the lines to come, and hands over those that are there. */
    void tick(Instant now) {
        if (now.getEpochSecond() != timeSecond) {
            timeSecond = now.getEpochSecond();
            time = TIME.format(now);
        }
        flush();
    }

    /** Hands over what is there. */
    void flush() {
        if (lines > 0) {
            log.offer(batch.toString().getBytes(StandardCharsets.ISO_8859_1), lines);
            batch.setLength(0);
            lines = 0;
        }
    }

    /** Adds a request's line. */
    void add(AccessEntry entry, @Nullable SocketAddress peer, int status, long bytes) {
        batch.append(
                        peer instanceof InetSocketAddress address
                                ? address.getAddress().getHostAddress()
                                : "-")
                .append(" - - [")
                .append(time)
                .append("] \"");
        if (entry.isBegun()) {
            put(entry.method);
            batch.append(' ');
            put(entry.target);
            batch.append(' ');
            put(entry.version);
        } else {
            batch.append('-');
        }
        batch.append("\" ").append(status).append(' ').append(bytes).append(" \"");
        put(entry.referer);
        batch.append("\" \"");
        put(entry.agent);
        long nanos = entry.begun == 0 ? 0 : System.nanoTime() - entry.begun;
        batch.append("\" generation=")
                .append(entry.generation)
                .append(" micros=")
                .append(TimeUnit.NANOSECONDS.toMicros(nanos))
                .append(" route=\"");
        put(entry.route);
        batch.append("\"\n");
        entry.forget();
        lines++;
        if (batch.length() >= BATCH_BYTES) {
            flush();
        }
    }

    /** A client's text, so that it cannot end its field or its line. */
    private void put(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            batch.append('-');
            return;
        }
        int length = Math.min(text.length(), MOST_CHARACTERS);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                batch.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                batch.append(String.format(Locale.ROOT, "\\x%02x", c & 0xff));
            } else {
                batch.append(c);
            }
        }
        if (length < text.length()) {
            batch.append("...");
        }
    }
}
