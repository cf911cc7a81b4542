package dev.midstream.netty;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** A request's body as it arrives. Grows with what came, never with what was announced. */
final class RequestBody {

    static final byte[] EMPTY = {};

    private static final int FIRST_BYTES = 16 << 10;

    private final int most;
    private byte[] bytes;
    private int length;

    /**
     * An empty body.
     *
     * @param most how long it may become
     * @param announced its Content-Length; negative if unknown
     */
    RequestBody(int most, long announced) {
        this.most = most;
        this.bytes = new byte[announced < 0 ? 512 : (int) Math.min(announced, FIRST_BYTES)];
    }

    /**
     * Appends what came.
     *
     * @return whether it was within the limit
     */
    boolean append(ByteBuf part) {
        int added = part.readableBytes();
        if (added > most - length) {
            return false;
        }
        if (added > bytes.length - length) {
            long grown = Math.max(length + (long) added, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.min(grown, most));
        }
        part.readBytes(bytes, length, added);
        length += added;
        return true;
    }

    /** The whole body. */
    byte[] complete() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
