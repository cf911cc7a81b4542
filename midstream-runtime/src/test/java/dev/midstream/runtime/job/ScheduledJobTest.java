package dev.midstream.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a job is due: arithmetic on a clock that nobody waits for. */
class ScheduledJobTest {

    private static final long SECOND = 1_000_000_000L;

    private static ScheduledJob every(int seconds) {
        return new ScheduledJob("m", "j", Duration.ofSeconds(seconds), 0);
    }

    @Test
    void theFirstTickIsOnePeriodAway() {
        ScheduledJob job = every(10);
        assertThat(job.isDue(10 * SECOND - 1)).isFalse();
        assertThat(job.isDue(10 * SECOND)).isTrue();
    }

    @Test
    void aTickThatIsSeenLateDoesNotMoveTheBeat() {
        ScheduledJob job = every(10);
        job.ticked(13 * SECOND);
        assertThat(job.nanosLeft(13 * SECOND)).isEqualTo(7 * SECOND);
    }

    @Test
    void missedTicksAreNotMadeUp() {
        ScheduledJob job = every(10);
        job.ticked(47 * SECOND);
        assertThat(job.isDue(49 * SECOND)).isFalse();
        assertThat(job.nanosLeft(47 * SECOND)).isEqualTo(3 * SECOND);
    }

    @Test
    void theSamePeriodKeepsTheDueTime() {
        ScheduledJob job = every(10);
        job.period(Duration.ofSeconds(10), 7 * SECOND);
        assertThat(job.nanosLeft(7 * SECOND)).isEqualTo(3 * SECOND);
    }

    @Test
    void aLongerPeriodCountsFromTheLastTick() {
        ScheduledJob job = every(10);
        job.ticked(10 * SECOND);
        job.period(Duration.ofSeconds(30), 15 * SECOND);
        assertThat(job.nanosLeft(15 * SECOND)).isEqualTo(25 * SECOND);
    }

    @Test
    void aShorterPeriodThatIsOverAlreadyIsDueAtOnce() {
        ScheduledJob job = every(60);
        job.period(Duration.ofSeconds(5), 20 * SECOND);
        assertThat(job.isDue(20 * SECOND)).isTrue();
    }

    @Test
    void aRunPastItsDeadlineIsNamedOnce() {
        ScheduledJob job = every(10);
        job.begin(Thread.currentThread(), 0, SECOND, Instant.EPOCH);
        assertThat(job.takeOverdue(SECOND - 1)).isEmpty();
        assertThat(job.nanosLeft(0)).isEqualTo(SECOND);
        assertThat(job.takeOverdue(SECOND)).contains(Thread.currentThread());
        assertThat(job.takeOverdue(2 * SECOND)).isEmpty();
        assertThat(job.nanosLeft(SECOND)).isEqualTo(9 * SECOND);
    }

    @Test
    void onlyTheFirstFailureOfAKindIsNews() {
        ScheduledJob job = every(10);
        assertThat(job.failed("a")).isTrue();
        assertThat(job.failed("a")).isFalse();
        assertThat(job.failed("b")).isTrue();
        assertThat(job.status(0, Instant.EPOCH).failures()).isEqualTo(3);
    }
}
