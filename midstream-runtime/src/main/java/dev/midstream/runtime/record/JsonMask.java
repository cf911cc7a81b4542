package dev.midstream.runtime.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Masks members of a JSON text in place: characters of strings become x, digits 1. Knows just
 * enough of JSON to find them. Used once.
 */
final class JsonMask {

    /** Deeper texts are not looked through. */
    private static final int DEEPEST = 200;

    private final byte[] text;
    private final List<List<String>> paths;
    private final List<String> where = new ArrayList<>();
    private int at;

    JsonMask(byte[] text, List<List<String>> paths) {
        this.text = text;
        this.paths = paths;
    }

    /** Whether it was JSON to the end; if not, some may be masked and some not. */
    boolean apply() {
        try {
            value(false, 0);
            blanks();
            return at == text.length;
        } catch (ArrayIndexOutOfBoundsException | Malformed end) {
            return false;
        }
    }

    private static final class Malformed extends RuntimeException {
        @java.io.Serial private static final long serialVersionUID = 1L;

        Malformed() {
            super("no JSON", null, false, false);
        }
    }

    private void value(boolean masks, int depth) {
        if (depth > DEEPEST) {
            throw new Malformed();
        }
        blanks();
        switch (text[at]) {
            case '{' -> object(masks, depth);
            case '[' -> array(masks, depth);
            case '"' -> string(masks);
            default -> scalar(masks);
        }
    }

    private void object(boolean masks, int depth) {
        at++;
        blanks();
        if (text[at] == '}') {
            at++;
            return;
        }
        while (true) {
            blanks();
            where.add(string(false));
            blanks();
            expect(':');
            value(masks || isNamed(), depth + 1);
            where.removeLast();
            if (ends('}')) {
                return;
            }
        }
    }

    private void array(boolean masks, int depth) {
        at++;
        blanks();
        if (text[at] == ']') {
            at++;
            return;
        }
        do {
            value(masks, depth + 1);
        } while (!ends(']'));
    }

    private boolean isNamed() {
        return paths.contains(where);
    }

    private boolean ends(char end) {
        blanks();
        byte next = text[at++];
        if (next != end && next != ',') {
            throw new Malformed();
        }
        return next == end;
    }

    private String string(boolean masks) {
        expect('"');
        int from = at;
        while (text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        String read = new String(text, from, at - from, StandardCharsets.UTF_8);
        if (masks) {
            for (int i = from; i < at; i++) {
                text[i] = (byte) (isDigit(text[i]) ? '1' : 'x');
            }
        }
        at++;
        return read;
    }

    private void scalar(boolean masks) {
        int from = at;
        while (at < text.length && "{}[],:\" \t\r\n".indexOf(text[at]) < 0) {
            if (masks && isDigit(text[at])) {
                text[at] = '1';
            }
            at++;
        }
        String read = new String(text, from, at - from, StandardCharsets.UTF_8);
        if (!read.matches("-?[0-9][-+.eE0-9]*|true|false|null")) {
            throw new Malformed();
        }
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private void expect(char wanted) {
        if (text[at++] != wanted) {
            throw new Malformed();
        }
    }

    private void blanks() {
        while (at < text.length && " \t\r\n".indexOf(text[at]) >= 0) {
            at++;
        }
    }
}
