package dev.midstream.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.server.bench.BenchResult;
import dev.midstream.server.bench.BenchResult.Entry;
import dev.midstream.server.bench.Contestant;
import dev.midstream.server.bench.RunResult;
import dev.midstream.server.bench.Runs;
import dev.midstream.server.bench.Target;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A benchmark in a terminal. */
class BenchTablesTest {

    private static final int COLUMNS = 80;

    @Test
    void noLineIsWiderThanATerminalAndNamesDoNotTouch() {
        List<String> lines =
                shown(
                        entry("midstream", Runs.run(1, 98_111_000, 0)),
                        entry("midstream-cold", Runs.run(1, 98_111_000, 0)),
                        entry("netty-restart", Runs.run(1, 98_111_000, 0)),
                        entry("erlang-lazy", Runs.run(1, 98_111_000, 0)));
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
        assertThat(lines)
                .anySatisfy(line ->
                        assertThat(line.strip().split("\\s+"))
                                .containsExactly(
                                        "midstream",
                                        "midstream-cold",
                                        "netty-restart",
                                        "erlang-lazy"));
    }

    @Test
    void theFifthContestantStandsBelowAndALineThatNobodyHasIsLeftOut() {
        List<String> lines =
                shown(
                        entry("a", Runs.run(1, 11_000, 0)),
                        entry("b", Runs.run(1, 11_000, 0)),
                        entry("c", Runs.run(1, 11_000, 0)),
                        entry("d", Runs.run(1, 11_000, 0)),
                        entry("e", Runs.run(1, 11_000, 0)));
        assertThat(lines).filteredOn(line -> line.startsWith("requests/s before")).hasSize(2);
        assertThat(lines).filteredOn(line -> line.startsWith("p99 after the sweep")).isEmpty();
        assertThat(lines).filteredOn(line -> line.startsWith("  load late then")).hasSize(2);
    }

    @Test
    void eachTargetOfTheFirstContestantHasItsVerdictAndFewUpgradesAreSaidToBeFew() {
        List<String> lines = shown(entry("a", Runs.run(1, 11_000, 0)));
        assertThat(lines)
                .anySatisfy(line ->
                        assertThat(line).startsWith("silence, median").endsWith("12.50  MISSED"))
                .anySatisfy(line -> assertThat(line).startsWith("nothing measured").endsWith("?"))
                .anySatisfy(line -> assertThat(line).startsWith("Of one upgrade: too few"))
                .noneSatisfy(line -> assertThat(line).contains("another's"));
    }

    private static List<String> shown(Entry... entries) {
        List<Target> targets =
                List.of(
                        target("a", "silence, median", 12.5, Target.Verdict.MISSED),
                        target("a", "nothing measured", -1, Target.Verdict.UNKNOWN),
                        target("b", "another's", 1, Target.Verdict.MET));
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        Screen screen = new Screen(writer, writer, false, false, false, false);
        BenchTables.show(
                new BenchResult(Map.of(), List.of(entries), List.of(), 1, true, 1, targets),
                screen);
        writer.flush();
        return out.toString().lines().toList();
    }

    private static Target target(String of, String what, double measured, Target.Verdict verdict) {
        return new Target(of, "all", what, 10, false, measured, verdict);
    }

    private static Entry entry(String name, RunResult run) {
        Contestant contestant =
                new Contestant(
                        name, Path.of(name), name, "", "", "", "s", "u", List.of(), "", true);
        return new Entry(contestant, List.of(run), 0, true, List.of());
    }
}
