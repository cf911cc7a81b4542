package dev.midstream.server.bench;

import dev.midstream.load.CartsRun;
import dev.midstream.server.bench.BenchResult.Entry;
import dev.midstream.server.bench.BenchResult.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One benchmark: builds the contestants, runs them in rounds of which every other one goes
 * backwards, writes what came of it. Owned by one thread; {@link #close} is safe for all.
 */
public final class Bench implements AutoCloseable {

    private static final String JSON = "bench.json";
    private static final Duration END = Duration.ofSeconds(5);

    private final BenchPlan plan;
    private final BenchListener listener;
    private final String token = "bench-" + ProcessHandle.current().pid();
    private final Path work;
    private final Commands commands;
    private final Map<Contestant, Tally> tallies = new LinkedHashMap<>();
    private final List<Missing> missing = new ArrayList<>();
    private volatile boolean closed;

    /** What has become of a contestant so far. */
    private static final class Tally {
        final List<RunResult> clean = new ArrayList<>();
        final List<RunResult> disturbed = new ArrayList<>();
        final List<String> problems = new ArrayList<>();
        int discarded;
    }

    /**
     * A benchmark.
     *
     * @throws IOException if no working folder can be made
     */
    public Bench(BenchPlan plan, BenchListener listener) throws IOException {
        this.plan = plan;
        this.listener = listener;
        this.work = Files.createTempDirectory("midstream-bench");
        this.commands = new Commands(plan, work, Processors.here());
    }

    /**
     * All contestants that there are.
     *
     * @throws IOException if a descriptor is not understood
     */
    public static List<Contestant> contestants(Path root) throws IOException {
        Path bench = root.resolve("bench");
        if (!Files.isDirectory(bench)) {
            throw new IOException(bench + " is missing; run it from a clone");
        }
        return Contestant.in(bench);
    }

    /**
     * Runs it.
     *
     * @throws IOException if a contestant cannot be built
     */
    public BenchResult run() throws IOException, InterruptedException {
        Instant begun = Instant.now();
        invite();
        listener.says(commands.processors().text());
        commands.processors().moveAside();
        for (int round = 1; round <= plan.rounds(); round++) {
            List<Contestant> order = new ArrayList<>(tallies.keySet());
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (Contestant contestant : order) {
                if (!closed) {
                    attempt(contestant, round);
                }
            }
        }
        if (closed) {
            throw new IOException("stopped before the end");
        }
        BenchResult result =
                BenchResult.of(machine(begun), entries(), missing, plan.rounds(), plan.upgrades());
        write(result);
        return result;
    }

    /** Whether it was closed before its end, from another thread. */
    public boolean stopped() {
        return closed;
    }

    /** Builds those who can take part. */
    private void invite() throws IOException, InterruptedException {
        for (Contestant contestant : contestants(plan.root())) {
            // Who is never upgraded says something beside a series only.
            boolean wanted =
                    plan.contestants().isEmpty()
                            ? !contestant.stays() || plan.upgrades() > 1
                            : plan.contestants().contains(contestant.name());
            if (wanted && plan.upgrades() > 1 && !contestant.loyalty()) {
                throw new IOException(
                        contestant.name()
                                + ": a series of upgrades needs versions whose answers differ; its"
                                + " change is 'table', 'full' expected");
            }
            if (wanted && commands.installed(contestant)) {
                listener.begins(contestant.name() + ": building");
                commands.build(contestant, token);
                tallies.put(contestant, new Tally());
            } else if (wanted) {
                missing.add(new Missing(contestant.name(), contestant.install()));
                listener.says(
                        contestant.name()
                                + " is left out: something that it needs is not installed ("
                                + contestant.install()
                                + ")");
            }
        }
    }

    private void attempt(Contestant contestant, int round) throws InterruptedException {
        Tally tally = tally(contestant);
        Optional<RunResult> least = Optional.empty();
        for (int attempt = 1; attempt <= plan.attempts(); attempt++) {
            listener.begins(
                    String.format(
                            Locale.ROOT,
                            "round %d of %d: %s%s",
                            round,
                            plan.rounds(),
                            contestant.name(),
                            attempt == 1 ? "" : ", again"));
            try {
                RunResult run = new OneRun(plan, commands, contestant, token).run(round);
                listener.ended(contestant, run);
                if (run.clean()) {
                    tally.clean.add(run);
                    return;
                }
                tally.discarded++;
                if (least.isEmpty() || run.foreign() < least.get().foreign()) {
                    least = Optional.of(run);
                }
            } catch (IOException failed) {
                if (closed) {
                    return;
                }
                tally.problems.add("round " + round + ": " + failed.getMessage());
                listener.says(String.valueOf(failed.getMessage()));
            }
        }
        least.ifPresent(tally.disturbed::add);
    }

    private Tally tally(Contestant contestant) {
        return tallies.computeIfAbsent(contestant, _ -> new Tally());
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        tallies.forEach((contestant, tally) -> {
            boolean undisturbed = !tally.clean.isEmpty() || tally.disturbed.isEmpty();
            entries.add(
                    new Entry(
                            contestant,
                            List.copyOf(undisturbed ? tally.clean : tally.disturbed),
                            tally.discarded,
                            undisturbed,
                            List.copyOf(tally.problems)));
        });
        return List.copyOf(entries);
    }

    private Map<String, String> machine(Instant begun) throws IOException {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("begun", begun.truncatedTo(ChronoUnit.SECONDS).toString());
        machine.put("ended", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        machine.put("processor", processor());
        machine.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put(
                "system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put(
                "java", System.getProperty("java.vendor.version", "") + " " + Runtime.version());
        machine.put("placement", commands.processors().text());
        machine.put("heap", plan.heap());
        machine.put(Targets.MAY_LOWER, String.valueOf(Processors.mayLowerPriorities()));
        CartsRun.Times times = plan.times();
        machine.put(
                "plan",
                String.format(
                        Locale.ROOT,
                        "warm-up %d s, saturation %d s, %d s before the command with %d placebo"
                                + " instants, %d upgrades, at most %d s each, rate %s",
                        times.warmUp().toSeconds(),
                        times.saturation().toSeconds(),
                        times.before().toSeconds(),
                        times.placebos(),
                        plan.upgrades(),
                        times.atMost().toSeconds(),
                        plan.ratePerSecond() == 0
                                ? "half of saturation"
                                : plan.ratePerSecond() + "/s"));
        return machine;
    }

    private static String processor() throws IOException {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        if (!Files.exists(cpuinfo)) {
            return "unknown";
        }
        return Files.readAllLines(cpuinfo).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private void write(BenchResult result) throws IOException {
        Files.createDirectories(plan.out());
        Path json = plan.out().resolve(JSON);
        JsonMapper.shared().writeValue(json.toFile(), result);
        listener.says("wrote " + json);
        draw(result, plan.out(), listener);
    }

    private static void draw(BenchResult result, Path folder, BenchListener listener)
            throws IOException {
        if (result.entries().stream().anyMatch(entry -> entry.figures().upgrades() > 0)) {
            Path chart = folder.resolve("bench.svg");
            Files.writeString(chart, Chart.of(result));
            listener.says("wrote " + chart);
        }
    }

    /**
     * A result that was written before, its figures worked out anew from what the load saw; draws
     * it again, beside its file.
     *
     * @throws IOException if it cannot be read, or is none
     */
    public static BenchResult redraw(Path json, BenchListener listener) throws IOException {
        BenchResult read;
        try {
            read =
                    JsonMapper.builder()
                            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                            .build()
                            .readValue(Files.readString(json), BenchResult.class);
        } catch (JacksonException other) {
            throw new IOException(
                    json
                            + " is not what bench writes ("
                            + other.getOriginalMessage()
                            + "); its bench.json is expected",
                    other);
        }
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : read.entries()) {
            List<RunResult> runs =
                    entry.runs().stream()
                            .map(run ->
                                    RunResult.of(
                                            run.round(),
                                            run.load(),
                                            run.foreign(),
                                            run.peakBytes()))
                            .toList();
            entries.add(
                    new Entry(
                            entry.contestant(),
                            runs,
                            entry.discarded(),
                            entry.undisturbed(),
                            entry.problems()));
        }
        BenchResult result =
                BenchResult.of(
                        read.machine(), entries, read.missing(), read.rounds(), read.series());
        draw(
                result,
                Objects.requireNonNullElse(json.toAbsolutePath().getParent(), Path.of("")),
                listener);
        return result;
    }

    /** Ends what was started and deletes the working folder. */
    @Override
    public void close() {
        closed = true;
        // The second time for what was being started while the first one looked.
        for (int i = 0; i < 2; i++) {
            OwnProcesses.endAll(token + "-load", END);
            OwnProcesses.endAll(token, END);
        }
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | java.io.UncheckedIOException left) {
            listener.says("the working folder " + work + " could not be deleted: " + left);
        }
    }
}
