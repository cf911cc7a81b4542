package dev.midstream.netty;

import dev.midstream.api.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Turns answers into bytes. One per event loop, confined to it. */
final class ResponseEncoder {

    /** How the connection goes on, as the answer says it. */
    enum After {
        /** HTTP/1.1: stays open, which needs no word. */
        OPEN,
        /** HTTP/1.0: stays open, because the client asked for it. */
        KEPT,
        /** Is closed. */
        CLOSED
    }

    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
    private static final byte[] CLOSE = ascii("Connection: close\r\n");

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static final int LOWEST = 200;
    private static final byte[][] STATUS_LINES = new byte[400][];

    static {
        for (int i = 0; i < STATUS_LINES.length; i++) {
            int status = LOWEST + i;
            String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
            STATUS_LINES[i] = ascii("HTTP/1.1 " + status + " " + reason + "\r\n");
        }
    }

    private byte[] head = new byte[1024];
    private int length;
    private byte[] date = {};
    private long dateSecond = Long.MIN_VALUE;

    /** Sets the Date of the answers to come. */
    void date(Instant now) {
        if (now.getEpochSecond() != dateSecond) {
            dateSecond = now.getEpochSecond();
            date = ascii("Date: " + DATE.format(now) + "\r\n");
        }
    }

    /**
     * The bytes of an answer whose body is whole.
     *
     * @param withoutBody whether the request was a HEAD
     */
    ByteBuf encode(ByteBufAllocator buffers, Response response, boolean withoutBody, After after) {
        int status = response.status();
        byte[] body = response.body();
        boolean bodyless = status == 204 || status == 304;
        begin(response);
        // A 204 must not carry a length, and the length in a 304 would be that of the 200.
        if (!bodyless) {
            put(CONTENT_LENGTH);
            putDecimal(status == 205 ? 0 : body.length);
            putLineEnd();
        }
        end(after);
        int bodyBytes = withoutBody || bodyless || status == 205 ? 0 : body.length;
        return buffers.directBuffer(length + bodyBytes)
                .writeBytes(head, 0, length)
                .writeBytes(body, 0, bodyBytes);
    }

    /**
     * The head of an answer whose body comes in parts.
     *
     * @param chunked whether its parts are chunks; else it ends with the connection
     */
    ByteBuf encodeHead(ByteBufAllocator buffers, Response response, boolean chunked, After after) {
        begin(response);
        if (chunked) {
            put(CHUNKED);
        }
        end(after);
        return buffers.directBuffer(length).writeBytes(head, 0, length);
    }

    private void begin(Response response) {
        length = 0;
        put(STATUS_LINES[response.status() - LOWEST]);
        put(date);
        List<Response.Header> headers = response.headers();
        for (int i = 0; i < headers.size(); i++) {
            put(headers.get(i));
        }
    }

    private void end(After after) {
        switch (after) {
            case OPEN -> {}
            case KEPT -> put(KEEP_ALIVE);
            case CLOSED -> put(CLOSE);
        }
        putLineEnd();
    }

    private void put(Response.Header header) {
        String name = header.name();
        String value = header.value();
        ensure(name.length() + value.length() + 4);
        putLatin(name);
        head[length++] = ':';
        head[length++] = ' ';
        putLatin(value);
        putLineEnd();
    }

    // The only way to copy a Latin-1 string's bytes without an array in between; Response has
    // checked that no character is above 0xff.
    @SuppressWarnings("deprecation")
    private void putLatin(String text) {
        text.getBytes(0, text.length(), head, length);
        length += text.length();
    }

    private void put(byte[] bytes) {
        ensure(bytes.length);
        System.arraycopy(bytes, 0, head, length, bytes.length);
        length += bytes.length;
    }

    private void putDecimal(int number) {
        ensure(10);
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        int rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            head[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private void putLineEnd() {
        ensure(2);
        head[length++] = '\r';
        head[length++] = '\n';
    }

    private void ensure(int more) {
        // Two bytes to spare, so that a line end after anything fits.
        if (head.length - length < more + 2) {
            head = Arrays.copyOf(head, Math.max(2 * head.length, length + more + 2));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
