package dev.midstream.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of what a load saw. */
class FiguresTest {

    private static final double EXACT = 1e-9;

    @Test
    void aRunsFiguresAreThoseOfItsWindows() {
        RunResult run = Runs.run(1, 11_000, 0.05);
        assertThat(run.clean()).isTrue();
        assertThat(run.placebo1()).containsExactly(9_000L, 10_000L, 12_000L);
        assertThat(run.cutover1()).isEqualTo(11_000);
        assertThat(run.cutover5()).isEqualTo(13_000);
        assertThat(run.warm()).isEqualTo(15_000);
        assertThat(run.sweep1()).as("no sweep was reported").isEqualTo(-1);
        assertThat(run.unload1()).as("the command's end").isEqualTo(20_000);
        assertThat(run.cutoverMillis()).isEqualTo(2_000);
        assertThat(run.unloadMillis()).isEqualTo(10_000);
        assertThat(run.lastOldMillis()).isEqualTo(2_100);
    }

    @Test
    void silenceBeforeTheCommandIsNotTheUpgrades() {
        RunResult run = Runs.run(1, 11_000, 0);
        assertThat(run.silence()).isEqualTo(7_000);
        assertThat(run.placeboSilence()).containsExactly(4_000L, 2_000L, 3_000L);
    }

    @Test
    void onlySlowBinsAfterTheFirstNewAnswerCount() {
        assertThat(Runs.run(1, 11_000, 0).slowBins()).isEqualTo(2);
    }

    @Test
    void howLateTheLoadItselfWasStandsBesideTheSilence() {
        Figures figures = Figures.of(List.of(Runs.run(1, 11_000, 0)));
        assertThat(figures.silenceWorst()).isEqualTo(7_000);
        assertThat(figures.silenceLate()).isEqualTo(2_000);
        assertThat(figures.lateWorst()).isEqualTo(3_000);
    }

    @Test
    void ofFewRequestsThe999thPartIsNotTold() {
        UpgradeSeen seen = Runs.run(1, 11_000, 0).upgrades().getFirst();
        assertThat(seen.cutover1()).isEqualTo(new Span(8_000, 11_000, -1));
        assertThat(seen.cutover5()).isEqualTo(new Span(32_000, 13_000, 26_000));
    }

    @Test
    void aRunThatOthersDisturbedIsNotClean() {
        assertThat(Runs.run(1, 11_000, 0.11).clean()).isFalse();
    }

    @Test
    void ratiosAreToTheRunsOwnPlacebosAndMediansOverRuns() {
        List<RunResult> runs =
                List.of(Runs.run(1, 11_000, 0), Runs.run(2, 15_000, 0), Runs.run(3, 10_500, 0));
        Figures figures = Figures.of(runs);
        assertThat(figures.runs()).isEqualTo(3);
        assertThat(figures.cutover1()).isEqualTo(11_000);
        assertThat(figures.cutover1Ratio()).isCloseTo(1.1, within(EXACT));
        assertThat(figures.cutover1Worst()).isEqualTo(15_000);
        assertThat(figures.placebo1()).isEqualTo(10_000);
        assertThat(figures.placeboWorst()).isEqualTo(12_000);
        assertThat(figures.unload1Ratio()).isCloseTo(2, within(EXACT));
        assertThat(figures.failed()).as("a sum").isEqualTo(9);
        // Four parts of a run, each with four drops and five reconnects.
        assertThat(figures.connectionsLost()).isEqualTo(3 * 4 * 9);
        assertThat(figures.sweep1()).isEqualTo(-1);
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Figures.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3);
        assertThat(Figures.median(List.of())).isEqualTo(-1);
    }

    @Test
    void twoAreComparedInTheRoundsInWhichBothRan() {
        BenchResult.Entry one = entry(Runs.run(1, 1, 0), Runs.run(2, 1, 0));
        assertThat(BenchResult.saturationRatio(one, entry(Runs.run(2, 1, 0)))).isEqualTo(1);
        assertThat(BenchResult.saturationRatio(one, entry(Runs.run(3, 1, 0)))).isEqualTo(-1);
    }

    private static BenchResult.Entry entry(RunResult... runs) {
        Contestant contestant =
                new Contestant(
                        "c", Path.of("c"), "C", "", "", "", "s", "u", List.of("sweep"), "", true);
        return new BenchResult.Entry(contestant, List.of(runs), 0, true, List.of());
    }

    @Test
    void noRunsGiveNoFigures() {
        Figures none = Figures.of(List.of());
        assertThat(none.runs()).isZero();
        assertThat(none.saturation()).isEqualTo(-1);
        assertThat(none.failed()).isZero();
    }
}
