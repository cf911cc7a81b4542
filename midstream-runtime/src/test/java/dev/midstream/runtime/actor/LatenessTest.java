package dev.midstream.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenessTest {

    private final DrivenClock clock = new DrivenClock();
    private final List<Runnable> queued = new ArrayList<>();
    private final Lateness lateness =
            new Lateness(
                    arrival -> {
                        queued.add(arrival);
                        queued.add(arrival);
                        return 2;
                    },
                    clock);

    private long millis() {
        return Duration.ofNanos(lateness.nanos()).toMillis();
    }

    @Test
    void theLatestOfAllCounts() {
        lateness.ask();
        clock.advance(Duration.ofMillis(3));
        queued.get(0).run();
        clock.advance(Duration.ofMillis(4));
        queued.get(1).run();
        clock.advance(Duration.ofMillis(5));
        assertThat(millis()).isEqualTo(7);
    }

    @Test
    void whoHasNotComeYetIsLateByNow() {
        lateness.ask();
        clock.advance(Duration.ofMillis(9));
        assertThat(millis()).isEqualTo(9);
        lateness.ask();
        assertThat(queued).as("not asked again meanwhile").hasSize(2);
    }

    @Test
    void whoNeverComesIsForgotten() {
        lateness.ask();
        clock.advance(Duration.ofSeconds(2));
        lateness.ask();
        assertThat(queued).hasSize(4);
        assertThat(millis()).isZero();
    }

    @Test
    void whereNobodyServesNobodyIsLate() {
        Lateness none = new Lateness(Probe.NONE, clock);
        none.ask();
        clock.advance(Duration.ofMillis(9));
        assertThat(none.nanos()).isZero();
    }
}
