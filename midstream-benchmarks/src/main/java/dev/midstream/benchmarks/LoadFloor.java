package dev.midstream.benchmarks;

import dev.midstream.load.LoadReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * What of a silence may be the load's own: a hand-written server that does next to nothing is asked
 * in an open loop, as the benchmark asks, and each second says how long nothing was heard and how
 * long the load itself did not look.
 *
 * <pre>LoadFloor [SECONDS] [RATE]...</pre>
 */
public final class LoadFloor {

    private static final long GRACE_SECONDS = 60;
    private static final int SETTLE_MILLIS = 10_000;

    private LoadFloor() {}

    /** Runs it. */
    public static void main(String[] words) throws Exception {
        int seconds = words.length > 0 ? Integer.parseInt(words[0]) : 30;
        List<String> rates =
                new ArrayList<>(List.of(words).subList(Math.min(1, words.length), words.length));
        try (ContestantProcess server =
                ContestantProcess.start(
                        HttpContestant.HAND_WRITTEN, List.of("taskset", "-c", "0"))) {
            for (String rate : rates.isEmpty() ? List.of("4000", "25000", "40000") : rates) {
                LoadReport report = load(server.url(), rate, seconds);
                List<LoadReport.BinRow> settled =
                        report.bins().stream()
                                .filter(bin -> bin.startMillis() >= SETTLE_MILLIS)
                                .toList();
                say(
                        "%6s/s: of %d tenths of a second silent > 1 ms %d, worst %.2f ms;"
                                + " load late > 1 ms %d, worst %.2f ms; p99 %.2f ms",
                        rate,
                        settled.size(),
                        settled.stream().filter(bin -> bin.silenceMicros() > 1_000).count(),
                        settled.stream().mapToLong(b -> b.silenceMicros()).max().orElse(0) / 1e3,
                        settled.stream().filter(bin -> bin.lateMicros() > 1_000).count(),
                        settled.stream().mapToLong(b -> b.lateMicros()).max().orElse(0) / 1e3,
                        report.totals().p99Micros() / 1e3);
            }
        }
    }

    private static LoadReport load(String url, String rate, int seconds)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("taskset", "-c", "1"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-Xmn700m"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.addAll(List.of("dev.midstream.load.Main", "--url", url, "--oracle", "same"));
        words.addAll(List.of("--rate", rate, "--connections", "64", "--idle", "192"));
        words.addAll(List.of("--busy-poll", "true", "--seconds", String.valueOf(seconds)));
        Process load =
                new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(load.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!load.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS)) {
            load.destroyForcibly();
        }
        if (load.waitFor() != 0) {
            throw new IOException("the load saw errors; it said:\n" + said);
        }
        return JsonMapper.shared().readValue(said, LoadReport.class);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library not needed else
    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
