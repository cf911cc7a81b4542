package dev.midstream.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.midstream.server.bench.BenchResult.Entry;
import dev.midstream.server.bench.Target.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wanted, and whether it is so. */
class TargetsTest {

    private static final double EXACT = 1e-9;

    @Test
    void theMedianIsBesideThePlaceboMedianAndTheWorstBesideTheWorstPlacebo() {
        List<Target> met = targets(Map.of(), Runs.run(1, 11_000, 0), Runs.run(2, 11_000, 0));
        assertThat(one(met, "0-1 s p99, median").measured()).isCloseTo(1.1, within(EXACT));
        assertThat(one(met, "0-1 s p99, median").verdict()).isEqualTo(Verdict.MET);
        assertThat(one(met, "0-1 s p99, worst").measured()).isCloseTo(11.0 / 12, within(EXACT));
        List<Target> missed = targets(Map.of(), Runs.run(1, 11_100, 0), Runs.run(2, 18_100, 0));
        assertThat(one(missed, "0-1 s p99, median").verdict()).isEqualTo(Verdict.MISSED);
        assertThat(one(missed, "0-1 s p99, worst").verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void whatWasNotMeasuredIsNeitherMetNorMissed() {
        List<Target> targets = targets(Map.of(), Runs.run(1, 11_000, 0));
        assertThat(one(targets, "requests/s before").verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(targets).noneMatch(target -> target.what().startsWith("sweep"));
        assertThat(targets).noneMatch(target -> target.what().startsWith("0-1 s p99.9"));
        assertThat(one(targets, "1-5 s p99.9, median").measured()).isCloseTo(1.3, within(EXACT));
    }

    @Test
    void whileWarmingMoreIsAllowedToWhoMayNotLowerPriorities() {
        // 15 ms beside 10.
        RunResult run = Runs.run(1, 11_000, 0);
        Target without = one(targets(Map.of(), run), "warm p99");
        assertThat(without.verdict()).isEqualTo(Verdict.MET);
        Target with = one(targets(Map.of(Targets.MAY_LOWER, "true"), run), "warm p99");
        assertThat(with.verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void whatIsLostIsMissed() {
        Target lost = one(targets(Map.of(), Runs.run(1, 11_000, 0)), "failed, wrong");
        assertThat(lost.measured()).isEqualTo(3 + 4 * 9);
        assertThat(lost.verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void yardsticksAreThoseOfTheSameRound() {
        Entry midstream = entry("midstream", "", Runs.run(1, 11_000, 0), Runs.run(2, 11_000, 0));
        Entry netty = entry("netty", Contestant.SATURATION, Runs.run(2, 11_000, 0));
        Entry erlang = entry("erlang", Contestant.SILENCE, Runs.run(2, 11_000, 0));
        List<Target> all = Targets.of(List.of(midstream, netty, erlang), Map.of());
        List<Target> targets =
                all.stream().filter(target -> target.contestant().equals("midstream")).toList();
        assertThat(one(targets, "requests/s before").measured()).isEqualTo(1);
        assertThat(one(targets, "requests/s after it").measured()).isEqualTo(0.98);
        assertThat(one(targets, "silence, x erlang's").measured()).isEqualTo(1);
        assertThat(all)
                .filteredOn(target -> target.contestant().equals("erlang"))
                .noneMatch(target -> target.what().contains("x erlang's"));
    }

    private static Target one(List<Target> targets, String beginning) {
        List<Target> found =
                targets.stream().filter(target -> target.what().startsWith(beginning)).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static List<Target> targets(Map<String, String> machine, RunResult... runs) {
        return Targets.of(List.of(entry("midstream", "", runs)), machine);
    }

    private static Entry entry(String name, String yardstick, RunResult... runs) {
        Contestant contestant =
                new Contestant(
                        name,
                        Path.of(name),
                        name,
                        "",
                        "",
                        "",
                        "s",
                        "u",
                        List.of(),
                        yardstick,
                        true);
        return new Entry(contestant, List.of(runs), 0, true, List.of());
    }
}
