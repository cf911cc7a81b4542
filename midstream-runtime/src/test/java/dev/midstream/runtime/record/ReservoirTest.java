package dev.midstream.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReservoirTest {

    private final Reservoir<Integer> reservoir = new Reservoir<>();

    @Test
    void neitherAFloodOfOneKindNorItsSuccessesPushOutWhatIsRare() {
        reservoir.add("rare", 1, false, -1);
        reservoir.add("flood", 1, true, -2);
        for (int i = 0; i < 10_000; i++) {
            reservoir.add("flood", 64, false, i);
        }

        List<Reservoir.Kind<Integer>> kinds = reservoir.kinds();

        assertThat(kinds).extracting(Reservoir.Kind::kind).containsExactly("flood", "rare");
        assertThat(kinds.getFirst().kept()).hasSize(Reservoir.MOST_OF_A_KIND + 1).contains(-2);
        assertThat(kinds.getFirst().count()).isEqualTo(640_001);
        assertThat(kinds.getLast().kept()).containsExactly(-1);
    }

    @Test
    void newOnesReplaceOldOnes() {
        for (int i = 0; i < 5_000; i++) {
            reservoir.add("a", 1, false, i);
        }

        assertThat(reservoir.kinds().getFirst().kept()).anyMatch(kept -> kept > 4_000);
    }

    @Test
    void kindsAreLimitedAndFurtherOnesLeftOut() {
        for (int i = 0; i <= Reservoir.MOST_KINDS; i++) {
            reservoir.add("kind " + i, 1, false, i);
        }

        assertThat(reservoir.kinds()).hasSize(Reservoir.MOST_KINDS);
    }

    @Test
    void whatIsSkippedIsCountedAndNotKept() {
        reservoir.skip("secret", 64);

        assertThat(reservoir.kinds())
                .containsExactly(new Reservoir.Kind<>("secret", 64, List.of()));
    }

    @Test
    void severalAreOneByKind() {
        Reservoir<Integer> other = new Reservoir<>();
        reservoir.add("a", 2, false, 1);
        other.add("a", 3, false, 2);
        other.add("b", 1, false, 3);

        assertThat(Reservoir.merged(List.of(reservoir, other)))
                .containsExactly(
                        new Reservoir.Kind<>("a", 5, List.of(1, 2)),
                        new Reservoir.Kind<>("b", 1, List.of(3)));
    }
}
