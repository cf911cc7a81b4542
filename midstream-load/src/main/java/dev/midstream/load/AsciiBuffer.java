package dev.midstream.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of an expected answer, written without garbage. Owned by the load's thread. */
final class AsciiBuffer {

    private static final int LONGEST_NUMBER = 20;

    private byte[] bytes = new byte[1024];
    private int length;

    AsciiBuffer clear() {
        length = 0;
        return this;
    }

    AsciiBuffer put(byte[] ascii) {
        reserve(ascii.length);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
        return this;
    }

    AsciiBuffer put(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    AsciiBuffer put(AsciiBuffer other) {
        reserve(other.length);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
        return this;
    }

    int length() {
        return length;
    }

    /** A number that is not negative. */
    AsciiBuffer put(long number) {
        reserve(LONGEST_NUMBER);
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** A number of four digits. */
    AsciiBuffer putPadded(int number) {
        return put((char) ('0' + number / 1_000))
                .put((char) ('0' + number / 100 % 10))
                .put((char) ('0' + number / 10 % 10))
                .put((char) ('0' + number % 10));
    }

    boolean is(byte[] other) {
        return Arrays.equals(bytes, 0, length, other, 0, other.length);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }
}
