package dev.midstream.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The project's load beside {@code wrk}: one server, written by hand, is asked by each in turn, in
 * a closed loop over 64 connections. What the load sees less than {@code wrk} is what it costs to
 * check every answer, and the limit of what it can measure.
 *
 * <pre>LoadBesideWrk [ROUNDS] [SECONDS per round and generator]</pre>
 */
public final class LoadBesideWrk {

    private static final List<String> PINNED = List.of("taskset", "-c", "1");
    private static final Pattern OK = Pattern.compile("\"ok\" : (\\d+)");
    private static final long GRACE_SECONDS = 60;

    private LoadBesideWrk() {}

    /** Runs it. */
    public static void main(String[] words) throws Exception {
        int rounds = words.length > 0 ? Integer.parseInt(words[0]) : 6;
        int seconds = words.length > 1 ? Integer.parseInt(words[1]) : 8;
        double[] ratios = new double[rounds];
        try (ContestantProcess server =
                ContestantProcess.start(
                        HttpContestant.HAND_WRITTEN, List.of("taskset", "-c", "0"))) {
            for (int round = -1; round < rounds; round++) {
                boolean wrkFirst = round % 2 == 0;
                double before = wrkFirst ? 0 : load(server.url(), seconds);
                double wrk = Wrk.run(PINNED, seconds, server.url()).perSecond();
                double load = wrkFirst ? load(server.url(), seconds) : before;
                if (round >= 0) {
                    ratios[round] = load / wrk;
                }
                System.out.println(
                        String.format(
                                Locale.ROOT,
                                "%-8s wrk %,9.0f /s   load %,9.0f /s   ratio %.3f",
                                round < 0 ? "warm-up" : "round " + (round + 1),
                                wrk,
                                load,
                                load / wrk));
            }
        }
        Spread ratio = Spread.of(ratios);
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "load / wrk: %.3f (%.3f to %.3f)",
                        ratio.median(),
                        ratio.least(),
                        ratio.most()));
    }

    private static double load(String url, int seconds) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(PINNED);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-Xmn800m"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.addAll(List.of("dev.midstream.load.Main", "--url", url, "--oracle", "same"));
        words.addAll(List.of("--rate", "0", "--connections", "64", "--idle", "0"));
        words.addAll(List.of("--busy-poll", "true", "--seconds", String.valueOf(seconds)));
        Process load =
                new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(load.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!load.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS)) {
            load.destroyForcibly();
        }
        Matcher ok = OK.matcher(said);
        if (load.waitFor() != 0 || !ok.find()) {
            throw new IOException("the load saw errors; it said:\n" + said);
        }
        return Double.parseDouble(ok.group(1)) / seconds;
    }
}
