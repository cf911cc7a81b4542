package dev.midstream.netty;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request's body as a stream that blocks. Used by one thread at a time. */
final class FeedInput extends InputStream {

    private final BodyFeed feed;
    private byte @Nullable [] part;
    private int at;

    FeedInput(BodyFeed feed) {
        this.feed = feed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        if (length == 0) {
            return 0;
        }
        byte[] from = part;
        if (from == null || feed.failure() != null) {
            from = feed.take();
            if (from == null) {
                return -1;
            }
            at = 0;
        }
        int copied = Math.min(length, from.length - at);
        System.arraycopy(from, at, to, offset, copied);
        at += copied;
        part = at == from.length ? null : from;
        return copied;
    }

    @Override
    public int available() {
        byte[] begun = part;
        return feed.available() + (begun == null ? 0 : begun.length - at);
    }

    /** The rest is thrown away. */
    @Override
    public void close() {
        part = null;
        feed.fail(BodyFeed.Failure.CLOSED);
    }
}
