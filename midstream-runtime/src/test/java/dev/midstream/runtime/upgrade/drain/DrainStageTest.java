package dev.midstream.runtime.upgrade.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Severity;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Held;
import dev.midstream.runtime.generation.Loads;
import dev.midstream.runtime.generation.LoopEntrance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a clock that only the stage's own pauses move on. */
class DrainStageTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Generation old = Loads.empty(1);
    private final Gate gate = new Gate(old);
    private final LoopEntrance loop = gate.claimLoop();
    private final List<Long> pauses = new ArrayList<>();

    private long now = -1_000;
    private long leavesAt = Long.MAX_VALUE;

    private List<Finding> drain() {
        gate.switchTo(Loads.empty(2));
        return new DrainStage(gate, () -> now, this::pause).drain(old, DEADLINE);
    }

    private void pause(long nanos) {
        pauses.add(nanos);
        now += nanos;
        if (now >= leavesAt) {
            leavesAt = Long.MAX_VALUE;
            loop.exit(old);
        }
    }

    @Test
    void aGenerationThatNobodyHoldsIsDrainedAtOnce() {
        assertThat(drain()).isEmpty();
        assertThat(pauses).isEmpty();
    }

    @Test
    void theDrainWaitsForWorkThatEndsInTime() {
        loop.enter();
        leavesAt = DEADLINE.toNanos() / 2;
        assertThat(drain()).isEmpty();
        assertThat(old.drained()).isTrue();
        assertThat(now).isLessThan(DEADLINE.toNanos());
    }

    @Test
    void pausesGrowFromShortAndStayBounded() {
        loop.enter();
        leavesAt = DEADLINE.toNanos() / 2;
        drain();
        assertThat(pauses).isSorted();
        assertThat(pauses.getFirst()).isLessThanOrEqualTo(100_000);
        assertThat(pauses.getLast()).isLessThanOrEqualTo(10_000_000);
    }

    @Test
    void workThatIsStillThereAtTheDeadlineIsInterruptedAndNamed() {
        loop.enter();
        gate.register(generation ->
                generation == old
                        ? List.of(new Held("GET /slow", () -> loop.exit(old)))
                        : List.of());
        List<Finding> findings = drain();
        assertThat(findings)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(DrainError.INTERRUPTED);
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.subject()).isEqualTo("generation 1");
                    assertThat(finding.message()).contains("GET /slow", "30000 ms");
                });
        assertThat(old.drained()).isTrue();
        assertThat(now).isGreaterThanOrEqualTo(DEADLINE.toNanos() - 1_000);
    }

    @Test
    void workThatEndsInTheGraceIsNotReportedTwice() {
        loop.enter();
        gate.register(
                generation -> List.of(new Held("GET /slow", () -> leavesAt = now + 1_000_000_000)));
        assertThat(drain()).extracting(Finding::code).containsExactly(DrainError.INTERRUPTED);
        assertThat(old.drained()).isTrue();
    }

    @Test
    void workThatIgnoresItsInterruptIsReportedAsHoldingAndTheDrainEnds() {
        loop.enter();
        gate.register(generation -> List.of(new Held("GET /stuck", () -> {})));
        List<Finding> findings = drain();
        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly(DrainError.INTERRUPTED, DrainError.STILL_HELD);
        assertThat(findings.getLast().message()).contains("1 pieces of work", "GET /stuck");
        assertThat(old.drained()).isFalse();
    }

    @Test
    void workThatNoDoorKnowsIsReportedAsSuch() {
        loop.enter();
        assertThat(drain())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(DrainError.STILL_HELD);
                    assertThat(finding.message()).contains("not known to any door");
                });
    }

    @Test
    void aThreadThatEnteredByItselfIsNamedAndInterrupted() {
        var pin = gate.enter();
        List<Finding> findings = drain();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(findings.getFirst().message())
                .contains("thread '" + Thread.currentThread().getName() + "'");
        pin.close();
        assertThat(old.drained()).isTrue();
    }

    @Test
    void workOfTheNewGenerationIsLeftAlone() {
        loop.enter();
        leavesAt = Long.MAX_VALUE;
        gate.switchTo(Loads.empty(2));
        try (var pin = gate.enter()) {
            new DrainStage(gate, () -> now, this::pause).drain(old, DEADLINE);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(pin.generation().number()).isEqualTo(2);
        }
    }
}
