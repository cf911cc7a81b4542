package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.systemtests.Oracle.Asked;
import org.junit.jupiter.api.Test;

/** The judge is judged first: each kind of wrong answer is seen as what it is. */
class OracleTest {

    private final Oracle oracle = new Oracle(1);

    private Asked asked(String stamp) {
        return new Asked("quote", "a7", 3, stamp, System.nanoTime());
    }

    private void answers(Asked asked, String body) {
        oracle.answered(asked, System.nanoTime(), new HttpAnswer(200, body, false));
    }

    @Test
    void exactAnswerOfTheServingVersionPasses() {
        Asked asked = asked("s");
        answers(asked, asked.answeredBy(1));
        oracle.report().flawless();
        assertThat(oracle.report().answersByVersion()).containsEntry(1, 1L);
    }

    @Test
    void answerOfAnotherStampIsFailed() {
        answers(asked("s"), asked("t").answeredBy(1));
        assertThat(oracle.report().failed()).isEqualTo(1);
    }

    @Test
    void answerOfStoppedModuleIsFailed() {
        Asked asked = asked("s");
        answers(asked, asked.answeredBy(1).replace("alive=true", "alive=false"));
        assertThat(oracle.report().failed()).isEqualTo(1);
    }

    @Test
    void answerOfTwoVersionsIsMixed() {
        oracle.mayServe(2);
        Asked asked = asked("s");
        answers(asked, asked.answeredBy(1).replaceFirst(";second=1:", ";second=2:"));
        assertThat(oracle.report().mixed()).isEqualTo(1);
    }

    @Test
    void numbersOfTwoVersionsUnderOneNameAreFailed() {
        oracle.mayServe(2);
        Asked asked = asked("s");
        String one = asked.answeredBy(1);
        String two = asked.answeredBy(2);
        String second = two.replaceFirst(".*;second=2:(\\d+);.*", "$1");
        answers(asked, one.replaceFirst(";second=1:\\d+;", ";second=1:" + second + ";"));
        assertThat(oracle.report().failed()).isEqualTo(1);
    }

    @Test
    void versionBeforeItsUpgradeIsUntimely() {
        Asked asked = asked("s");
        answers(asked, asked.answeredBy(2));
        assertThat(oracle.report().untimely()).isEqualTo(1);
    }

    @Test
    void oldVersionIsUntimelyOnlyForWhatWasAskedAfterTheUpgrade() {
        Asked before = asked("before");
        oracle.mayServe(2);
        oracle.onlyServes(2);
        answers(before, before.answeredBy(1));
        assertThat(oracle.report().untimely()).isZero();
        Asked after = asked("after");
        answers(after, after.answeredBy(1));
        assertThat(oracle.report().untimely()).isEqualTo(1);
    }

    @Test
    void versionThatReturnsIsTimelyAgain() {
        oracle.mayServe(2);
        oracle.onlyServes(2);
        oracle.mayServe(1);
        Asked asked = asked("s");
        answers(asked, asked.answeredBy(1));
        oracle.report().flawless();
    }

    @Test
    void errorStatusIsFailed() {
        oracle.answered(asked("s"), System.nanoTime(), new HttpAnswer(503, "", false));
        assertThat(oracle.report().failed()).isEqualTo(1);
    }

    @Test
    void reportWithoutAnyRequestIsNotFlawless() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> oracle.report().flawless()))
                .isInstanceOf(AssertionError.class);
    }
}
