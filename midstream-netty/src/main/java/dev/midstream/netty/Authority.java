package dev.midstream.netty;

/** The host, and perhaps the port, that a request is for: {@code shop.example:8080}. */
final class Authority {

    /** What a host name, an address in brackets and a port are made of. */
    private static final boolean[] ALLOWED = new boolean[128];

    static {
        for (char c = 0; c < ALLOWED.length; c++) {
            ALLOWED[c] =
                    (c >= '0' && c <= '9')
                            || (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || "-._~%!$&'()*+,;=:[]".indexOf(c) >= 0;
        }
    }

    private Authority() {}

    /** Whether a {@code Host} header can name a host; the empty one names none, and may. */
    static boolean isValid(String host) {
        int colon = -1;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c >= ALLOWED.length || !ALLOWED[c]) {
                return false;
            }
            if (c == ':') {
                colon = i;
            } else if (c == ']') {
                colon = -1; // those before it are of the address
            }
        }
        if (colon < 0) {
            return true;
        }
        for (int i = colon + 1; i < host.length(); i++) {
            if (host.charAt(i) < '0' || host.charAt(i) > '9') {
                return false;
            }
        }
        return colon > 0;
    }

    /**
     * Whether a target in absolute form is for the host that the {@code Host} header names.
     *
     * @param target with its scheme and {@code ://}
     */
    static boolean isSame(String target, String host) {
        int begin = target.indexOf("://") + 3;
        int end = begin;
        while (end < target.length() && "/?".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        String port = target.regionMatches(true, 0, "https", 0, 5) ? ":443" : ":80";
        return without(port, target.substring(begin, end)).equalsIgnoreCase(without(port, host));
    }

    private static String without(String port, String authority) {
        return authority.endsWith(port)
                ? authority.substring(0, authority.length() - port.length())
                : authority;
    }
}
