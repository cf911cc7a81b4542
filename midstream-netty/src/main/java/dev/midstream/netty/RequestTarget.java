package dev.midstream.netty;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for.
 *
 * @param path as sent: percent-encoded; {@code *} of {@code OPTIONS *}
 * @param query as sent, without its question mark; null if there is none
 */
record RequestTarget(String path, @Nullable String query) {

    /**
     * Takes a request target apart.
     *
     * @return null if it has a character that no target has, a broken percent-encoding in its
     *     query, or a form that this method does not have
     */
    static @Nullable RequestTarget parse(String method, String target) {
        int question = -1;
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                return null;
            }
            if (c == '?' && question < 0) {
                question = i;
            }
        }
        if (target.isEmpty()) {
            return null;
        }
        if (target.charAt(0) == '/') {
            return of(target, 0, question);
        }
        if (target.equals("*")) {
            return method.equals("OPTIONS") ? new RequestTarget(target, null) : null;
        }
        return absolute(target, question);
    }

    /** {@code http://host/path}, as a client sends it to a proxy. */
    private static @Nullable RequestTarget absolute(String target, int question) {
        int authority = target.indexOf("://") + 3;
        String scheme = authority < 3 ? "" : target.substring(0, authority - 3);
        if (!scheme.toLowerCase(Locale.ROOT).matches("https?")) {
            return null;
        }
        int slash = target.indexOf('/', authority);
        int end = question < 0 ? target.length() : question;
        if (slash >= 0 && slash < end) {
            return slash == authority ? null : of(target, slash, question);
        }
        return end == authority ? null : of("/" + target.substring(end), 0, question < 0 ? -1 : 1);
    }

    private static @Nullable RequestTarget of(String target, int from, int question) {
        if (question < 0) {
            return new RequestTarget(from == 0 ? target : target.substring(from), null);
        }
        String query = target.substring(question + 1);
        return escapesAreWhole(query)
                ? new RequestTarget(target.substring(from, question), query)
                : null;
    }

    private static boolean escapesAreWhole(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (i + 2 >= text.length()
                    || Character.digit(text.charAt(i + 1), 16) < 0
                    || Character.digit(text.charAt(i + 2), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
