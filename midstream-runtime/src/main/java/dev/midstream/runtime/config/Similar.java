package dev.midstream.runtime.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class Similar {

    private Similar() {}

    /** The nearest of several names, if one is near: a third of its letters may differ. */
    static Optional<String> to(String written, Collection<String> names) {
        String seen = plain(written);
        return names.stream()
                .filter(name -> distance(seen, plain(name)) <= (name.length() + 2) / 3)
                .min(Comparator.comparingInt(name -> distance(seen, plain(name))));
    }

    /** As a sentence's end: {@code ; did you mean 'x'?}, or nothing. */
    static String hint(String written, Collection<String> names) {
        return to(written, names).map(name -> "; did you mean " + name + "?").orElse("");
    }

    /** Case and dashes are what people get wrong first; they count for nothing. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Levenshtein's distance. */
    private static int distance(String one, String two) {
        int[] before = new int[two.length() + 1];
        for (int i = 0; i <= two.length(); i++) {
            before[i] = i;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[two.length() + 1];
            now[0] = i;
            for (int j = 1; j <= two.length(); j++) {
                int same = one.charAt(i - 1) == two.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(Math.min(now[j - 1], before[j]) + 1, before[j - 1] + same);
            }
            before = now;
        }
        return before[two.length()];
    }
}
