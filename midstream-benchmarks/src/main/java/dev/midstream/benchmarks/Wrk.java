package dev.midstream.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one run of the load generator {@code wrk} saw.
 *
 * @param requests how many were answered
 * @param perSecond how many per second
 * @param p50Micros half of them took no longer
 * @param p99Micros 99 of 100 took no longer
 */
record Wrk(long requests, double perSecond, double p50Micros, double p99Micros) {

    private static final int CONNECTIONS = 64;

    /** How much longer than asked for a run may take before it counts as stuck. */
    private static final long GRACE_SECONDS = 30;

    /**
     * Loads a server; blocks for that long.
     *
     * @param before words before {@code wrk}, to pin it
     * @throws IOException if it cannot be run, or saw any error
     */
    static Wrk run(List<String> before, int seconds, String url)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(before);
        words.addAll(
                List.of("wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s", "--latency", url));
        Process wrk = new ProcessBuilder(words).redirectErrorStream(true).start();
        if (!wrk.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS)) {
            wrk.destroyForcibly();
            throw new IOException("wrk did not end within " + GRACE_SECONDS + " s of its time");
        }
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (wrk.exitValue() != 0 || said.contains("Non-2xx") || said.contains("Socket errors")) {
            throw new IOException("wrk saw errors; it said:\n" + said);
        }
        return new Wrk(
                (long) number(said, "(\\d+) requests in"),
                number(said, "Requests/sec:\\s+([\\d.]+)"),
                micros(said, "50%"),
                micros(said, "99%"));
    }

    private static double number(String said, String pattern) {
        return Double.parseDouble(find(said, pattern).group(1));
    }

    private static double micros(String said, String share) {
        Matcher time = find(said, "\\s" + share + "\\s+([\\d.]+)(us|ms|s)\\b");
        double unit =
                switch (time.group(2)) {
                    case "us" -> 1;
                    case "ms" -> 1e3;
                    default -> 1e6;
                };
        return Double.parseDouble(time.group(1)) * unit;
    }

    private static Matcher find(String said, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(said);
        if (!found.find()) {
            throw new IllegalStateException("wrk 4.1's '" + pattern + "' expected in:\n" + said);
        }
        return found;
    }
}
