package dev.midstream.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one HTTP/1.1 answer after the other from one connection. Owned by the load's thread.
 *
 * <p>Strict on purpose: what is not a plain answer with one {@code Content-Length} is malformed, so
 * that an odd answer is counted and not guessed at.
 */
final class AnswerParser {

    /** Where the answer stands. */
    enum State {
        /** Bytes are missing. */
        PARTIAL,
        /** The answer is here, and nothing after it. */
        COMPLETE,
        /** This is no plain answer; {@link #problem()} says why. */
        MALFORMED
    }

    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_BODY = 16 * 1024 * 1024;
    private static final byte[] VERSION = ascii("HTTP/1.1 ");
    private static final byte[] CONTENT_LENGTH = ascii("content-length");
    private static final byte[] CONNECTION = ascii("connection");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
    private static final byte[] CLOSE = ascii("close");

    private byte[] bytes = new byte[1024];
    private int length;
    private int searched;
    private int headEnd;
    private int status;
    private int contentLength;
    private boolean closes;
    private @Nullable String problem;

    /** Forgets the last answer. */
    void reset() {
        length = 0;
        searched = 0;
        headEnd = 0;
        status = 0;
        contentLength = -1;
        closes = false;
        problem = null;
    }

    /** Whether any byte of an answer has arrived. */
    boolean begun() {
        return length > 0;
    }

    /** Takes all that remains in the buffer, and says where the answer stands now. */
    State feed(ByteBuffer in) {
        int more = in.remaining();
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
        in.get(bytes, length, more);
        length += more;
        if (headEnd == 0) {
            headEnd = findHeadEnd();
            if (headEnd == 0) {
                return length > LONGEST_HEAD ? malformed("a head without an end") : State.PARTIAL;
            }
            if (!parseHead()) {
                return State.MALFORMED;
            }
        }
        int end = headEnd + contentLength;
        if (length > end) {
            return malformed((length - end) + " bytes after the answer's end");
        }
        return length == end ? State.COMPLETE : State.PARTIAL;
    }

    int status() {
        return status;
    }

    /** Whether the server said that it closes the connection after this answer. */
    boolean closes() {
        return closes;
    }

    /** A copy of the body. */
    byte[] body() {
        return Arrays.copyOfRange(bytes, headEnd, headEnd + contentLength);
    }

    String problem() {
        return problem == null ? "" : problem;
    }

    private State malformed(String why) {
        problem = why;
        return State.MALFORMED;
    }

    private int findHeadEnd() {
        for (int i = Math.max(searched, 3); i < length; i++) {
            if (bytes[i] == '\n'
                    && bytes[i - 1] == '\r'
                    && bytes[i - 2] == '\n'
                    && bytes[i - 3] == '\r') {
                return i + 1;
            }
        }
        searched = length;
        return 0;
    }

    private boolean parseHead() {
        int at = VERSION.length;
        if (headEnd < at + 5 || !matches(0, VERSION)) {
            malformed("no HTTP/1.1 status line");
            return false;
        }
        status = number(at, at + 3);
        if (status < 200 || (bytes[at + 3] != ' ' && bytes[at + 3] != '\r')) {
            malformed("a status line that is not of a final answer");
            return false;
        }
        int line = lineEnd(at) + 2;
        while (line < headEnd - 2) {
            int end = lineEnd(line);
            if (!parseHeader(line, end)) {
                return false;
            }
            line = end + 2;
        }
        if (contentLength < 0) {
            malformed("status " + status + " without a Content-Length");
            return false;
        }
        return true;
    }

    private boolean parseHeader(int from, int end) {
        int colon = from;
        while (colon < end && bytes[colon] != ':') {
            colon++;
        }
        int value = colon + 1;
        while (value < end && bytes[value] == ' ') {
            value++;
        }
        if (named(from, colon, CONTENT_LENGTH)) {
            int declared = number(value, end);
            if (contentLength >= 0 || declared < 0 || declared > LONGEST_BODY) {
                malformed("a Content-Length that is broken, too long or given twice");
                return false;
            }
            contentLength = declared;
        } else if (named(from, colon, CONNECTION)) {
            closes |= named(value, end, CLOSE);
        } else if (named(from, colon, TRANSFER_ENCODING)) {
            malformed("a Transfer-Encoding; only Content-Length is understood");
            return false;
        }
        return true;
    }

    /** The index of the CR that ends the line; the head is known to end with an empty line. */
    private int lineEnd(int from) {
        int at = from;
        while (bytes[at] != '\r' || bytes[at + 1] != '\n') {
            at++;
        }
        return at;
    }

    private int number(int from, int end) {
        if (from >= end || end - from > 9) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private boolean matches(int from, byte[] expected) {
        return Arrays.equals(bytes, from, from + expected.length, expected, 0, expected.length);
    }

    private boolean named(int from, int end, byte[] lowerCase) {
        if (end - from != lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            byte b = bytes[from + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
