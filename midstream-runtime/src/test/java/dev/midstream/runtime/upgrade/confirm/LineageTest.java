package dev.midstream.runtime.upgrade.confirm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.midstream.runtime.Refusals;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.GenerationState;
import dev.midstream.runtime.generation.Loads;
import dev.midstream.runtime.generation.Pin;
import org.junit.jupiter.api.Test;

class LineageTest {

    private final Generation one = Loads.empty(1);
    private final Generation two = Loads.empty(2);
    private final Generation three = Loads.empty(3);
    private final Lineage lineage = new Lineage(one);

    @Test
    void theFirstGenerationIsConfirmedAndAlone() {
        assertThat(lineage.current()).isSameAs(one);
        assertThat(lineage.previous()).isEmpty();
        assertThat(lineage.confirmed()).isTrue();
        assertThat(lineage.loaded()).containsExactly(one);
        assertThat(lineage.hasLeaving()).isFalse();
        assertThat(lineage.takeGone()).isEmpty();
    }

    @Test
    void aCutoverKeepsWhatRanBeforeAsThePreviousOne() {
        lineage.cutOver(two, false);
        assertThat(lineage.current()).isSameAs(two);
        assertThat(lineage.previous()).contains(one);
        assertThat(lineage.confirmed()).isFalse();
        assertThat(lineage.loaded()).containsExactly(two, one);
        assertThat(lineage.takeGone()).isEmpty();
    }

    @Test
    void theNextCutoverConfirmsTheOneBefore() {
        lineage.cutOver(two, false);
        lineage.cutOver(three, false);
        assertThat(lineage.previous()).contains(two);
        assertThat(lineage.loaded()).containsExactly(three, two, one);
        assertThat(lineage.takeGone()).containsExactly(one);
        assertThat(lineage.loaded()).containsExactly(three, two);
    }

    @Test
    void aConfirmationLetsThePreviousOneGo() {
        lineage.cutOver(two, true);
        lineage.confirm();
        assertThat(lineage.confirmed()).isTrue();
        assertThat(lineage.previous()).isEmpty();
        assertThat(lineage.takeGone()).containsExactly(one);
        assertThat(lineage.takeGone()).isEmpty();
    }

    @Test
    void confirmingTwiceLetsNothingElseGo() {
        lineage.confirm();
        assertThat(lineage.takeGone()).isEmpty();
        lineage.cutOver(two, false);
        lineage.confirm();
        lineage.confirm();
        assertThat(lineage.takeGone()).containsExactly(one);
        assertThat(lineage.current()).isSameAs(two);
    }

    @Test
    void aRollbackMakesThePreviousOneCurrentAndConfirmed() {
        lineage.cutOver(two, true);
        lineage.takenBack();
        assertThat(lineage.current()).isSameAs(one);
        assertThat(lineage.previous()).isEmpty();
        assertThat(lineage.confirmed()).isTrue();
        assertThat(lineage.takeGone()).containsExactly(two);
    }

    @Test
    void anUpgradeAfterARollbackStartsFromWhatRuns() {
        lineage.cutOver(two, true);
        lineage.takenBack();
        lineage.cutOver(three, false);
        assertThat(lineage.previous()).contains(one);
        assertThat(lineage.loaded()).containsExactly(three, two, one);
    }

    @Test
    void aReleaseThatWaitsForAHandRefusesAFurtherUpgrade() {
        lineage.cutOver(two, true);
        assertThat(
                        Refusals.one(ConfirmError.UNCONFIRMED, () -> lineage.checkUpgradable(false))
                                .remedy())
                .contains("confirm")
                .contains("--confirm-running");
        assertThatCode(() -> lineage.checkUpgradable(true)).doesNotThrowAnyException();
    }

    @Test
    void anythingElseMayBeUpgraded() throws Refused {
        lineage.checkUpgradable(false);
        lineage.cutOver(two, false);
        lineage.checkUpgradable(false);
        lineage.cutOver(three, true);
        lineage.confirm();
        assertThatCode(() -> lineage.checkUpgradable(false)).doesNotThrowAnyException();
    }

    @Test
    void onlyThePreviousOneWaitsWarmWhenItIsDrained() {
        lineage.cutOver(two, false);
        one.state(GenerationState.DRAINING);
        assertThat(lineage.stillHeld()).isFalse();
        assertThat(one.state()).isEqualTo(GenerationState.PREVIOUS);
        lineage.cutOver(three, false);
        one.state(GenerationState.DRAINING);
        assertThat(lineage.stillHeld()).isFalse();
        assertThat(one.state()).isEqualTo(GenerationState.DRAINING);
    }

    @Test
    void aGenerationThatIsHeldStaysUntilItIsLeft() {
        Gate gate = new Gate(one);
        try (Pin pin = gate.enter()) {
            assertThat(pin.generation()).isSameAs(one);
            lineage.cutOver(two, false);
            lineage.cutOver(three, false);
            assertThat(lineage.takeGone()).isEmpty();
            assertThat(lineage.hasLeaving()).isTrue();
        }
        assertThat(lineage.takeGone()).containsExactly(one);
        assertThat(lineage.hasLeaving()).isFalse();
    }

    @Test
    void aClosingHostTakesAllOfThem() {
        lineage.cutOver(two, false);
        lineage.cutOver(three, false);
        assertThat(lineage.close()).containsExactly(three, two, one);
        assertThat(lineage.previous()).isEmpty();
        assertThat(lineage.hasLeaving()).isFalse();
    }
}
