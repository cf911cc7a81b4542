package dev.midstream.runtime.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Masks what a route has named in a sample: letters become x and digits 1; types and lengths stay.
 */
public final class Redaction {

    private static final String HEADER = "header:";
    private static final String QUERY = "query:";

    private Redaction() {}

    /**
     * The sample without what is named.
     *
     * @param paths as {@code Http.redact} says
     * @return empty if its body is to be masked and is no JSON: it must not be kept
     */
    public static Optional<RequestSample> of(RequestSample sample, Set<String> paths) {
        if (paths.isEmpty()) {
            return Optional.of(sample);
        }
        List<String> headers = new ArrayList<>(sample.headers());
        String target = sample.target();
        List<List<String>> members = new ArrayList<>();
        for (String path : paths) {
            if (path.startsWith(HEADER)) {
                maskHeader(headers, path.substring(HEADER.length()));
            } else if (path.startsWith(QUERY)) {
                target = maskQuery(target, path.substring(QUERY.length()));
            } else {
                members.add(List.of(path.split("\\.", -1)));
            }
        }
        byte[] body = sample.body();
        if (!members.isEmpty() && body.length > 0) {
            body = body.clone();
            if (!new JsonMask(body, members).apply()) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new RequestSample(
                        sample.method(), target, headers, body, sample.status(), sample.nanos()));
    }

    private static void maskHeader(List<String> headers, String name) {
        for (int at = 0; at < headers.size(); at += 2) {
            if (headers.get(at).equalsIgnoreCase(name)) {
                headers.set(at + 1, masked(headers.get(at + 1)));
            }
        }
    }

    private static String maskQuery(String target, String name) {
        int question = target.indexOf('?');
        if (question < 0) {
            return target;
        }
        String[] pairs = target.substring(question + 1).split("&", -1);
        for (int i = 0; i < pairs.length; i++) {
            int equals = pairs[i].indexOf('=');
            String key = equals < 0 ? pairs[i] : pairs[i].substring(0, equals);
            if (equals >= 0 && decoded(key).equals(name)) {
                // Percent-encoding would be broken by masking its digits alone.
                pairs[i] = key + "=" + masked(decoded(pairs[i].substring(equals + 1)));
            }
        }
        return target.substring(0, question + 1) + String.join("&", Arrays.asList(pairs));
    }

    private static String decoded(String text) {
        try {
            return java.net.URLDecoder.decode(text, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    private static String masked(String value) {
        StringBuilder masked = new StringBuilder();
        value.chars().forEach(c -> masked.append(Character.isDigit(c) ? '1' : 'x'));
        return masked.toString();
    }
}
