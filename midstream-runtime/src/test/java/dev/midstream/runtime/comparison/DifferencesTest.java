package dev.midstream.runtime.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.api.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Values of two versions; {@code Old} and {@code New} stand for one record of each. */
class DifferencesTest {

    private enum OldColour {
        RED,
        BLUE
    }

    private enum NewColour {
        BLUE,
        RED
    }

    private record OldLine(int sku, int cents) {}

    private record NewLine(long sku, long cents) {}

    private record OldCart(List<OldLine> lines, OldColour colour, Optional<String> note) {}

    private record NewCart(
            List<NewLine> lines, NewColour colour, Optional<String> note, long points) {}

    private sealed interface Shape {
        record Round(int r) implements Shape {}

        record Square(int r) implements Shape {}
    }

    private record Box(Object value) {}

    private static List<String> told(Object before, Object now) {
        return told(Differences.between("reply", before, now));
    }

    private static List<String> told(List<Difference> differences) {
        return differences.stream()
                .map(each ->
                        each.path() + " " + each.kind() + " " + each.before() + "/" + each.now())
                .toList();
    }

    private static OldCart old() {
        return new OldCart(
                List.of(new OldLine(1, 100), new OldLine(2, 200)), OldColour.RED, Optional.of("x"));
    }

    private static NewCart cart(long cents, NewColour colour, Optional<String> note) {
        return new NewCart(List.of(new NewLine(1, 100), new NewLine(2, cents)), colour, note, 7);
    }

    @Test
    void widenedNumbersAndConstantsOfOneNameAreTheSameAndAComponentMoreIsAdded() {
        assertThat(told(old(), cart(200, NewColour.RED, Optional.of("x"))))
                .containsExactly("reply.points ADDED /7");
    }

    @Test
    void valuesAreFoundBelowListsEnumsAndOptionals() {
        assertThat(told(old(), cart(201, NewColour.BLUE, Optional.of("y"))))
                .containsExactly(
                        "reply.lines[].cents VALUE 200/201",
                        "reply.colour VALUE RED/BLUE",
                        "reply.note VALUE x/y",
                        "reply.points ADDED /7");
        assertThat(told(old(), cart(200, NewColour.RED, Optional.empty())))
                .contains("reply.note PRESENCE x/empty");
    }

    @Test
    void aComponentLessIsMissing() {
        assertThat(told(cart(200, NewColour.RED, Optional.of("x")), old()))
                .containsExactly("reply.points MISSING 7/");
    }

    @Test
    void listsOfAnotherLengthSaySoAndWhatBothHaveIsCompared() {
        assertThat(told(List.of(1, 2, 3), List.of(1, 5)))
                .containsExactly("reply[] LENGTH 3/2", "reply[] VALUE 2/5");
        assertThat(told(new int[] {1, 2}, new long[] {1, 2})).isEmpty();
        assertThat(told(new byte[] {1}, new byte[] {2})).containsExactly("reply[] VALUE 1/2");
    }

    @Test
    void setsAreComparedWithoutOrderAndMapsByKey() {
        assertThat(told(Set.of(1, 2), Set.of(2, 1))).isEmpty();
        assertThat(told(Set.of(1, 2), Set.of(2, 3)))
                .containsExactly("reply[] ELEMENTS 2 elements/2 elements");
        assertThat(told(Map.of("a", 1, "b", 2), Map.of("a", 3L)))
                .containsExactlyInAnyOrder("reply{} VALUE 1/3", "reply{} MISSING b/");
        assertThat(told(Map.of("a", 1), Map.of("a", 1, "b", 1)))
                .containsExactly("reply{} LENGTH 1 elements/2 elements");
    }

    @Test
    void anotherCaseOfASealedTypeIsOneDifferenceWhateverItHolds() {
        assertThat(told(new Box(new Shape.Round(1)), new Box(new Shape.Square(2))))
                .containsExactly("reply.value TYPE Round/Square");
        assertThat(told(new Box("1"), new Box(List.of("1"))))
                .containsExactly("reply.value TYPE 1/1 elements");
    }

    @Test
    void wholeNumbersAndWidenedOnesAreTheSame() {
        assertThat(told(new Box(3), new Box(3.0))).isEmpty();
        assertThat(told(new Box(0.5f), new Box(0.5))).isEmpty();
        assertThat(told(new Box(3), new Box(3.5))).containsExactly("reply.value VALUE 3/3.5");
        assertThat(told(new Box(Double.NaN), new Box(Double.NaN))).isEmpty();
    }

    @Test
    void aSecretDiffersWithoutBeingShown() {
        assertThat(told(new Box(Secret.of("a")), new Box(Secret.of("b"))))
                .containsExactly("reply.value VALUE ***/***");
        assertThat(told(new Box(Secret.of("a")), new Box(Secret.of("a")))).isEmpty();
        assertThat(told(new Box(Secret.of("a")), new Box("a")))
                .containsExactly("reply.value TYPE ***/***");
    }

    @Test
    void aComponentThatOnlyTheConversionHasMadeIsAddedAndNoDifference() {
        NewCart lifted = cart(200, NewColour.RED, Optional.of("x"));
        NewCart now =
                new NewCart(lifted.lines(), lifted.colour(), Optional.of("z"), lifted.points() + 1);

        assertThat(told(Differences.between("state", lifted, now, old())))
                .containsExactly("state.note VALUE x/z", "state.points ADDED /8");
        assertThat(told(Differences.between("state", lifted, now)))
                .containsExactly("state.note VALUE x/z", "state.points VALUE 7/8");
    }

    @Test
    void depthAndSizeHaveAnEnd() {
        Object deep = 1;
        Object deeper = 2;
        for (int i = 0; i < 10_000; i++) {
            deep = new Box(deep);
            deeper = new Box(deeper);
        }
        assertThat(told(deep, deeper)).isEmpty();
        List<Integer> ones = new ArrayList<>();
        List<Integer> twos = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            ones.add(1);
            twos.add(2);
        }
        assertThat(told(ones, twos)).hasSize(500);
    }
}
