package dev.midstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The door beside a pipeline written by hand.
 *
 * <p>All {@link HttpContestant}s run at once, each in its own process, and one at a time is loaded
 * by {@code wrk}; after a warm-up of each come rounds of all three, every other one in reverse.
 * Servers share one processor and the generator has another, where there is {@code taskset}.
 *
 * <pre>HttpComparison [ROUNDS] [SECONDS per round and server] [SECONDS of warm-up per server]</pre>
 */
public final class HttpComparison {

    private static final Path LOAD_AVERAGE = Path.of("/proc/loadavg");

    /** What one server did in one round. */
    private record Sample(Wrk wrk, double cpuMicros) {}

    private final int rounds;
    private final int seconds;
    private final int warmUpSeconds;
    private final boolean pins;
    private final Map<HttpContestant, List<Sample>> samples = new EnumMap<>(HttpContestant.class);

    private HttpComparison(int rounds, int seconds, int warmUpSeconds) {
        this.rounds = rounds;
        this.seconds = seconds;
        this.warmUpSeconds = warmUpSeconds;
        this.pins =
                Runtime.getRuntime().availableProcessors() > 1
                        && Files.isExecutable(Path.of("/usr/bin/taskset"));
    }

    /** Runs the comparison and prints it; see above for the words. */
    public static void main(String[] words) throws Exception {
        int rounds = words.length > 0 ? Integer.parseInt(words[0]) : 10;
        int seconds = words.length > 1 ? Integer.parseInt(words[1]) : 5;
        int warmUpSeconds = words.length > 2 ? Integer.parseInt(words[2]) : 12;
        new HttpComparison(rounds, seconds, warmUpSeconds).run();
    }

    private void run() throws IOException, InterruptedException {
        List<ContestantProcess> servers = new ArrayList<>();
        try {
            for (HttpContestant contestant : HttpContestant.values()) {
                servers.add(ContestantProcess.start(contestant, pinned(0)));
            }
            String loadBefore = load();
            say("servers on %s, wrk on %s; %s", cpu(0), cpu(1), ContestantProcess.FLAGS);
            say("load average before: %s", loadBefore);
            requireSameAnswers(servers);
            warmUp(servers);
            for (int round = 1; round <= rounds; round++) {
                List<ContestantProcess> order = new ArrayList<>(servers);
                if (round % 2 == 0) {
                    Collections.reverse(order);
                }
                for (ContestantProcess server : order) {
                    of(server.contestant()).add(measure(round, server));
                }
            }
            String loadAfter = load();
            say("load average after: %s", loadAfter);
            report(loadBefore, loadAfter);
        } finally {
            for (ContestantProcess server : servers) {
                server.close();
            }
        }
    }

    private List<String> pinned(int processor) {
        return pins ? List.of("taskset", "-c", String.valueOf(processor)) : List.of();
    }

    private String cpu(int processor) {
        return pins ? "processor " + processor : "any processor";
    }

    private static void requireSameAnswers(List<ContestantProcess> servers) throws IOException {
        String wanted = servers.getFirst().answer();
        say("answer of each: %s", wanted.replace("\r\n", "|").strip());
        for (ContestantProcess server : servers) {
            String answer = server.answer();
            if (!answer.equals(wanted)) {
                throw new IOException(
                        server.contestant().shown() + " answers\n" + answer + "\nnot\n" + wanted);
            }
        }
    }

    /** In two turns each, so that every server has been idle once before it is measured. */
    private void warmUp(List<ContestantProcess> servers) throws IOException, InterruptedException {
        for (int turn = 0; turn < 2; turn++) {
            for (ContestantProcess server : servers) {
                var _ = measure(0, server, (warmUpSeconds + 1) / 2);
            }
        }
    }

    private Sample measure(int round, ContestantProcess server)
            throws IOException, InterruptedException {
        return measure(round, server, seconds);
    }

    private Sample measure(int round, ContestantProcess server, int seconds)
            throws IOException, InterruptedException {
        double before = server.cpuSeconds();
        Wrk wrk = Wrk.run(pinned(1), seconds, server.url());
        double cpuMicros = (server.cpuSeconds() - before) * 1e6 / wrk.requests();
        say(
                "%-8s %-12s %8.0f req/s  p50 %5.0f us  p99 %6.0f us  %6.2f us cpu/req",
                round == 0 ? "warm-up" : "round " + round,
                server.contestant().shown(),
                wrk.perSecond(),
                wrk.p50Micros(),
                wrk.p99Micros(),
                cpuMicros);
        return new Sample(wrk, cpuMicros);
    }

    private void report(String loadBefore, String loadAfter) {
        StringBuilder json = new StringBuilder();
        json.append(
                String.format(
                        Locale.ROOT,
                        "{\"rounds\":%d,\"seconds\":%d,\"pinned\":%b,"
                                + "\"loadBefore\":\"%s\",\"loadAfter\":\"%s\"",
                        rounds,
                        seconds,
                        pins,
                        loadBefore,
                        loadAfter));
        for (HttpContestant contestant : HttpContestant.values()) {
            json.append(",\"").append(contestant.shown()).append("\":{");
            put(json, "perSecond", spread(contestant, sample -> sample.wrk().perSecond()));
            put(json, "p50Micros", spread(contestant, sample -> sample.wrk().p50Micros()));
            put(json, "p99Micros", spread(contestant, sample -> sample.wrk().p99Micros()));
            put(json, "cpuMicros", spread(contestant, Sample::cpuMicros));
            Spread throughput = ratio(contestant, sample -> sample.wrk().perSecond());
            // The other way round, so that above 1 is better in both.
            Spread cpu = ratio(contestant, sample -> 1 / sample.cpuMicros());
            put(json, "throughputRatio", throughput);
            put(json, "perCpuRatio", cpu);
            json.setLength(json.length() - 1);
            json.append('}');
            say(
                    "%-12s / hand-written: requests per second %.3f (%.3f to %.3f),"
                            + " per cpu second %.3f (%.3f to %.3f)",
                    contestant.shown(),
                    throughput.median(),
                    throughput.least(),
                    throughput.most(),
                    cpu.median(),
                    cpu.least(),
                    cpu.most());
        }
        System.out.println(json.append('}'));
    }

    private List<Sample> of(HttpContestant contestant) {
        return samples.computeIfAbsent(contestant, _ -> new ArrayList<>());
    }

    private static void put(StringBuilder json, String name, Spread spread) {
        json.append('"').append(name).append("\":").append(spread.json()).append(',');
    }

    private Spread spread(HttpContestant contestant, ToDoubleFunction<Sample> value) {
        return Spread.of(of(contestant).stream().mapToDouble(value).toArray());
    }

    /** Each round's ratio to the pipeline written by hand in the same round. */
    private Spread ratio(HttpContestant contestant, ToDoubleFunction<Sample> value) {
        List<Sample> own = of(contestant);
        List<Sample> hand = of(HttpContestant.HAND_WRITTEN);
        double[] ratios = new double[own.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = value.applyAsDouble(own.get(i)) / value.applyAsDouble(hand.get(i));
        }
        return Spread.of(ratios);
    }

    private static String load() throws IOException {
        return Files.exists(LOAD_AVERAGE) ? Files.readString(LOAD_AVERAGE).strip() : "unknown";
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library not needed else
    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
