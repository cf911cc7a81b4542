package dev.midstream.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.load.CartsRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A whole benchmark, as short as it can be, of the contestant that needs nothing but a JDK. */
@EnabledOnOs(OS.LINUX)
@Timeout(240)
class BenchIT {

    @TempDir Path out;

    @Test
    void aContestantIsBuiltLoadedUpgradedAndEnded() throws Exception {
        List<String> said = new ArrayList<>();
        BenchResult result;
        try (Bench bench = new Bench(plan(), listener(said))) {
            result = bench.run();
        }
        assertThat(result.entries()).as(said.toString()).hasSize(1);
        BenchResult.Entry entry = result.entries().getFirst();
        assertThat(entry.problems()).isEmpty();
        assertThat(entry.runs()).hasSize(1);
        RunResult run = entry.runs().getFirst();
        assertThat(run.load().commandExit()).isZero();
        assertThat(run.load().commands()).isEqualTo(2);
        assertThat(run.upgrades()).extracting(UpgradeSeen::number).containsExactly(1, 2);
        assertThat(run.upgrades()).allMatch(seen -> seen.cutover1().p99() > 0 && !seen.givenUp());
        assertThat(result.targets())
                .extracting(Target::upgrades)
                .contains("all", "first", "later")
                .doesNotContainNull();
        assertThat(run.wrong()).as(run.load().open().samples().toString()).isZero();
        assertThat(run.regressions()).isZero();
        assertThat(run.placebo1()).as("two before each upgrade").hasSize(4);
        assertThat(run.cutover1()).isPositive();
        assertThat(run.peakBytes()).isPositive();
        // Each restart closes every connection: 64 that ask, 192 that are only watched.
        assertThat(run.connectionsLost()).isGreaterThanOrEqualTo(2 * 192);
        assertThat(run.load().sweep().totals().versions()).containsOnlyKeys("v3");
        assertThat(Files.readString(out.resolve("bench.svg"))).contains("<polyline");
        assertThat(Files.readString(out.resolve("bench.json"))).contains("netty-restart");
        String drawn = Files.readString(out.resolve("bench.svg"));
        BenchResult again = Bench.redraw(out.resolve("bench.json"), listener(said));
        assertThat(again).usingRecursiveComparison().isEqualTo(result);
        assertThat(Files.readString(out.resolve("bench.svg"))).isEqualTo(drawn);

        OwnProcesses left = new OwnProcesses("bench-" + ProcessHandle.current().pid());
        left.look();
        assertThat(left.residentBytes()).as("memory of processes left behind").isZero();
    }

    private BenchPlan plan() {
        Duration second = Duration.ofSeconds(1);
        CartsRun.Times times =
                new CartsRun.Times(
                        second,
                        second,
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(2),
                        second,
                        Duration.ofSeconds(60),
                        2);
        return new BenchPlan(
                Path.of("..").toAbsolutePath().normalize(),
                out,
                List.of("netty-restart"),
                1,
                1,
                100,
                2,
                times,
                "-Xmx512m");
    }

    private static BenchListener listener(List<String> said) {
        return new BenchListener() {
            @Override
            public void says(String line) {
                said.add(line);
            }

            @Override
            public void begins(String what) {
                said.add(what);
            }

            @Override
            public void ended(Contestant contestant, RunResult run) {
                said.add(contestant.name() + " " + run.foreign());
            }
        };
    }
}
