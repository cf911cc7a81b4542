package dev.midstream.runtime.upgrade.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PieceTest {

    private static Piece piece(double percent, Callable<Boolean> sample) {
        return new Piece("GET /a", percent, 0, List.of(sample), Optional.empty());
    }

    private static void run(Piece piece, int times, long nanos) {
        for (int i = 0; i < times; i++) {
            piece.run();
            piece.took(nanos);
        }
    }

    @Test
    void muchUsedWorkIsSettledAfterSevenThousandRunsAtTheSameCost() {
        Piece piece = piece(50, () -> true);

        run(piece, 6_999, 50_000);
        assertThat(piece.settled()).isFalse();
        run(piece, 1, 50_000);

        assertThat(piece.settled()).isTrue();
        assertThat(piece.nanos()).isEqualTo(50_000);
    }

    @Test
    void rareWorkIsSettledEarlier() {
        Piece piece = piece(1, () -> true);

        run(piece, 2_600, 50_000);

        assertThat(piece.settled()).isTrue();
    }

    @Test
    void workThatStillGetsCheaperIsNotSettled() {
        Piece piece = piece(50, () -> true);

        run(piece, 7_000, 50_000);
        run(piece, 200, 40_000);
        assertThat(piece.settled()).isFalse();
        run(piece, 1_000, 40_000);

        assertThat(piece.settled()).isTrue();
    }

    @Test
    void whatDisturbsSomeRunsDoesNotUnsettleIt() {
        Piece piece = piece(50, () -> true);

        run(piece, 6_800, 50_000);
        run(piece, 200, 90_000);
        run(piece, 400, 50_000);

        assertThat(piece.settled()).isTrue();
    }

    @Test
    void workThatGetsDearerIsNotSettled() {
        Piece piece = piece(50, () -> true);

        run(piece, 7_000, 50_000);
        run(piece, 600, 90_000);

        assertThat(piece.settled()).isFalse();
    }

    @Test
    void workThatFailsAgainAndAgainIsGivenUpWithWhatItThrew() {
        Piece piece =
                piece(
                        50,
                        () -> {
                            throw new IllegalStateException("not started");
                        });

        run(piece, 50, 1);

        assertThat(piece.canRun()).isFalse();
        assertThat(piece.settled()).isTrue();
        assertThat(piece.cold().orElseThrow()).contains("IllegalStateException: not started");
    }

    @Test
    void workThatFailsAtTimesGoesOn() {
        AtomicInteger calls = new AtomicInteger();
        Piece piece = piece(50, () -> calls.incrementAndGet() % 3 == 0);

        run(piece, 1_000, 1);

        assertThat(piece.canRun()).isTrue();
    }

    @Test
    void workThatIsInterruptedIsGivenUpAtOnce() {
        Piece piece =
                piece(
                        50,
                        () -> {
                            throw new InterruptedException();
                        });

        piece.run();

        assertThat(piece.cold()).contains("does not return in a shadow");
    }
}
