package dev.midstream.netty;

import io.netty.buffer.ByteBuf;

/**
 * Reads along what frames a chunked body, and refuses what Netty lets pass and another parser may
 * read differently: white space or words around a chunk's size, control characters in an extension,
 * extensions without end, folded trailers. Skips the data. Confined to the connection's event loop.
 *
 * <pre>
 * state      event                    next
 * SIZE       hexadecimal digit        SIZE
 * SIZE       ; after a digit          EXTENSION
 * SIZE       CR after a digit         SIZE_LF
 * EXTENSION  CR                       SIZE_LF
 * SIZE_LF    LF, the size is not 0    DATA
 * SIZE_LF    LF, the size is 0        TRAILER
 * DATA       as many bytes            DATA_CR
 * DATA_CR    CR                       DATA_LF
 * DATA_LF    LF                       SIZE
 * any but DATA and TRAILER: anything else is refused
 * </pre>
 */
final class ChunkGuard {

    /** All extensions of one body; nobody uses them. */
    private static final int MOST_EXTENSION_BYTES = 16 << 10;

    /** What fits an int, as Netty has it. */
    private static final int MOST_DIGITS = 8;

    private enum State {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER
    }

    private State state = State.SIZE;
    private int digits;
    private long size;
    private int extensionBytes;
    private byte last;

    /** A new body begins. */
    void begin() {
        state = State.SIZE;
        digits = 0;
        size = 0;
        extensionBytes = 0;
        last = '\n';
    }

    /** Whether the bytes that follow those of the call before are framed well. */
    boolean passes(ByteBuf buffer, int from, int to) {
        int at = from;
        while (at < to) {
            if (state == State.DATA) {
                int skipped = (int) Math.min(size, to - at);
                size -= skipped;
                at += skipped;
                state = size == 0 ? State.DATA_CR : State.DATA;
            } else if (!passes(buffer.getByte(at++))) {
                return false;
            }
        }
        return true;
    }

    private boolean passes(byte b) {
        return switch (state) {
            case SIZE -> size(b);
            case EXTENSION -> extension(b);
            case SIZE_LF -> {
                state = size == 0 ? State.TRAILER : State.DATA;
                yield b == '\n';
            }
            case DATA_CR -> {
                state = State.DATA_LF;
                yield b == '\r';
            }
            case DATA_LF -> {
                state = State.SIZE;
                digits = 0;
                yield b == '\n';
            }
            case TRAILER -> {
                boolean folded = last == '\n' && (b == ' ' || b == '\t');
                boolean bare = b == '\n' && last != '\r';
                last = b;
                yield !folded && !bare;
            }
            case DATA -> true;
        };
    }

    private boolean size(byte b) {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            size = size << 4 | digit;
            return ++digits <= MOST_DIGITS;
        }
        state = b == '\r' ? State.SIZE_LF : State.EXTENSION;
        return digits > 0 && (b == '\r' || b == ';');
    }

    private boolean extension(byte b) {
        if (b == '\r') {
            state = State.SIZE_LF;
            return true;
        }
        boolean control = (b >= 0 && b < ' ' && b != '\t') || b == 0x7f;
        return !control && ++extensionBytes <= MOST_EXTENSION_BYTES;
    }
}
