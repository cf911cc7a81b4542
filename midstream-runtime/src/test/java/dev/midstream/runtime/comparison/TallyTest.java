package dev.midstream.runtime.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final String SUBJECT = "cart CartMessage.View";

    private static Difference differs(String path) {
        return new Difference(path, DifferenceKind.VALUE, "1", "2");
    }

    private static Tally tally(boolean values, Expectation... expectations) {
        return new Tally(SUBJECT, 9, List.of(expectations), values, Set.of("number"));
    }

    private static Comparison.Path only(Tally tally) {
        assertThat(tally.subject().paths()).hasSize(1);
        return tally.subject().paths().getFirst();
    }

    @Test
    void aPathCountsOncePerTurnHoweverOftenItDiffers() {
        Tally tally = tally(false);
        tally.add("a", List.of(differs("reply.a[]"), differs("reply.a[]")), List.of());
        tally.add("b", List.of(differs("reply.a[]")), List.of());
        tally.add("c", List.of(), List.of());

        assertThat(only(tally).count()).isEqualTo(2);
        assertThat(tally.subject())
                .extracting(
                        Comparison.Subject::kept,
                        Comparison.Subject::compared,
                        Comparison.Subject::different,
                        Comparison.Subject::unexpected)
                .containsExactly(9, 3, 2, 2);
    }

    @Test
    void whatIsAddedIsToldAndIsNoDifference() {
        Tally tally = tally(false);
        tally.add(
                "a", List.of(new Difference("reply.b", DifferenceKind.ADDED, "", "1")), List.of());

        assertThat(only(tally).kind()).isEqualTo(DifferenceKind.ADDED);
        assertThat(tally.subject().different()).isZero();
    }

    @Test
    void whatDiffersBetweenTwoRunsOfTheNewVersionIsNoDifference() {
        Tally tally = tally(false);
        tally.add("a", List.of(differs("reply.at")), List.of(differs("reply.at")));

        assertThat(only(tally).kind()).isEqualTo(DifferenceKind.UNSTABLE);
        assertThat(tally.subject().different()).isZero();
    }

    @Test
    void anExpectationCoversItsPathWithAllBelowAndNothingBeside() {
        Expectation items = new Expectation("cart", "reply.items", "season 2");
        assertThat(items.covers(SUBJECT, "reply.items")).isTrue();
        assertThat(items.covers(SUBJECT, "reply.items[].cents")).isTrue();
        assertThat(items.covers(SUBJECT, "reply.itemsSold")).isFalse();
        assertThat(items.covers("cartoon X.Y", "reply.items")).isFalse();
        assertThat(new Expectation(SUBJECT, "reply", "").covers(SUBJECT, "reply.x")).isTrue();
        assertThat(new Expectation("cart CartMessage.Add", "reply", "").covers(SUBJECT, "reply"))
                .isFalse();
    }

    @Test
    void aTurnWithAnExpectedAndAnUnexpectedDifferenceIsUnexpected() {
        Expectation declared = new Expectation("cart", "reply.a", "meant");
        Tally tally = tally(false, declared);
        tally.add("a", List.of(differs("reply.a")), List.of());
        tally.add("b", List.of(differs("reply.a"), differs("reply.b")), List.of());

        assertThat(tally.subject().different()).isEqualTo(2);
        assertThat(tally.subject().unexpected()).isEqualTo(1);
        assertThat(tally.subject().paths().getFirst().expected()).contains("meant");
        assertThat(tally.used()).containsExactly(declared);
    }

    @Test
    void valuesAreToldOnlyWhereAskedForAndNeverOfWhatIsRedacted() {
        Tally silent = tally(false);
        silent.add("a", List.of(differs("reply.total")), List.of());
        assertThat(only(silent).examples()).isEmpty();

        Tally telling = tally(true);
        for (int i = 0; i < 10; i++) {
            telling.add("a", List.of(differs("reply.total")), List.of());
        }
        assertThat(only(telling).examples())
                .hasSize(3)
                .contains(new Comparison.Example("a", "1", "2"));

        Tally masking = tally(true);
        masking.add("a", List.of(differs("state.cards[].Number.first")), List.of());
        assertThat(only(masking).examples())
                .containsExactly(new Comparison.Example("a", "***", "***"));
    }
}
