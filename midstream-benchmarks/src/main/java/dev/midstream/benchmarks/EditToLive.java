package dev.midstream.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long it takes from an edit to its answer, stage by stage: a running {@link LargeApp}, one
 * method body edited, {@code ./midstream upgrade}, again and again. To be run from the project's
 * folder.
 *
 * <pre>EditToLive [REPETITIONS]</pre>
 */
public final class EditToLive {

    private static final Path LAUNCHER = Path.of("midstream").toAbsolutePath();
    private static final Path LOAD_AVERAGE = Path.of("/proc/loadavg");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long POLL_NANOS = 5_000_000;
    private static final Pattern STAGE = Pattern.compile("\"name\":\"(\\w+)\",\"millis\":(\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, List<Double>> rows = new LinkedHashMap<>();
    private final LargeApp app;

    private EditToLive(LargeApp app) {
        this.app = app;
    }

    /** Runs it and prints it; see above for the word. */
    public static void main(String[] words) throws Exception {
        int repetitions = words.length > 0 ? Integer.parseInt(words[0]) : 5;
        if (!Files.isExecutable(LAUNCHER)) {
            throw new IOException("no ./midstream here; run this from the project's folder");
        }
        Path folder = Files.createTempDirectory("midstream-edit-to-live-");
        try {
            EditToLive measured = new EditToLive(LargeApp.write(folder, "edit 0"));
            measured.run(repetitions);
        } finally {
            delete(folder);
        }
    }

    private void run(int repetitions) throws Exception {
        say("%d files and %d lines in the edited module", LargeApp.FILES, app.lines());
        say("load average before: %s", load());
        Process host = start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + port(host.inputReader()) + "/");
            requireAnswer(uri, "edit 0");
            for (int repetition = 1; repetition <= repetitions; repetition++) {
                upgrade(uri, "edit " + repetition);
            }
        } finally {
            host.destroy();
            if (!host.waitFor(60, TimeUnit.SECONDS)) {
                host.destroyForcibly();
            }
        }
        say("load average after: %s", load());
        report();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        LAUNCHER.toString(),
                        "run",
                        app.folder().toString(),
                        "--http",
                        "127.0.0.1:0",
                        "--json")
                .redirectError(app.folder().resolve("host.log").toFile())
                .start();
    }

    private int port(BufferedReader said) throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher port = Pattern.compile("\"port\":(\\d+)").matcher(line);
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
        }
        throw new IOException(
                "the host did not start; it said:\n"
                        + Files.readString(app.folder().resolve("host.log")));
    }

    private void upgrade(URI uri, String label) throws Exception {
        Map<String, Double> times = new LinkedHashMap<>();
        long edited = System.nanoTime();
        app.edit(label);
        Process upgrade =
                new ProcessBuilder(
                                LAUNCHER.toString(), "upgrade", app.folder().toString(), "--json")
                        .start();
        CompletableFuture<Long> live = CompletableFuture.supplyAsync(() -> firstSeen(uri, label));
        CompletableFuture<String> said =
                CompletableFuture.supplyAsync(() -> buildSteps(upgrade, edited, times));
        String json = new String(upgrade.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!upgrade.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || upgrade.exitValue() != 0) {
            upgrade.destroyForcibly();
            throw new IOException("the upgrade failed: " + json + "\n" + said.join());
        }
        long ended = System.nanoTime();
        said.join();
        Matcher stage = STAGE.matcher(json);
        while (stage.find()) {
            times.put("stage " + stage.group(1), Double.valueOf(stage.group(2)));
        }
        times.put("edit until new answer", millis(live.join() - edited));
        times.put("edit until command ended", millis(ended - edited));
        requireAnswer(uri, label);
        times.forEach((row, time) -> rows.computeIfAbsent(row, _ -> new ArrayList<>()).add(time));
        say("%s: %s", label, times);
    }

    /** Reads the command's progress, and when each step began. */
    private static String buildSteps(Process upgrade, long edited, Map<String, Double> times) {
        StringBuilder all = new StringBuilder();
        String step = "command's start until the build begins";
        long began = edited;
        try (BufferedReader lines = upgrade.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.append(line).append('\n');
                boolean built = line.startsWith("build ");
                if (!step.isEmpty()
                        && (built
                                || line.startsWith("building ")
                                || line.startsWith("compiling "))) {
                    long now = System.nanoTime();
                    times.put(step, millis(now - began));
                    began = now;
                    step = built ? "" : nextStep(line);
                }
            }
        } catch (IOException e) {
            all.append(e);
        }
        return all.toString();
    }

    private static String nextStep(String line) {
        return line.startsWith("building ")
                ? "build: poms, what changed"
                : "build: " + line + ", pack";
    }

    /** The nanoTime at which the new answer was first seen. */
    private long firstSeen(URI uri, String label) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (answer(uri).startsWith(label + " ")) {
                    return System.nanoTime();
                }
            } catch (IOException e) {
                throw new IllegalStateException("a request failed during the upgrade", e);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new IllegalStateException("'" + label + "' was not served within " + PATIENCE);
    }

    private void requireAnswer(URI uri, String label) throws IOException {
        String answer = answer(uri);
        if (!answer.startsWith(label + " ")) {
            throw new IOException("answer '" + answer + "', expected '" + label + " …'");
        }
    }

    private String answer(URI uri) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a request was open", interrupted);
        }
    }

    private void report() {
        List<String> json = new ArrayList<>();
        say("%-55s %8s %8s %8s  (ms)", "", "median", "min", "max");
        rows.forEach((row, times) -> {
            Spread spread = Spread.of(times);
            say("%-55s %8.0f %8.0f %8.0f", row, spread.median(), spread.least(), spread.most());
            json.add("\"" + row + "\":" + spread.json());
        });
        System.out.println("{" + String.join(",", json) + "}");
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static String load() throws IOException {
        return Files.exists(LOAD_AVERAGE) ? Files.readString(LOAD_AVERAGE).strip() : "unknown";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library not needed else
    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
