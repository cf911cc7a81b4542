package dev.midstream.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.load.CartModel.Addition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The answers below were worked out from the workload's text by a program of its own, in another
 * language.
 */
class CartModelTest {

    private static final String C0_V1 =
            "{\"version\":0,\"items\":[{\"sku\":\"SKU-0000\",\"qty\":"
                    + "1,\"priceCents\":199,\"lineCents\":199},{\"sku\":\"SKU-0"
                    + "013\",\"qty\":2,\"priceCents\":216,\"lineCents\":453},{"
                    + "\"sku\":\"SKU-0026\",\"qty\":3,\"priceCents\":233,\"lineC"
                    + "ents\":768}],\"totalCents\":1420}";
    private static final String C0_V2 =
            "{\"version\":0,\"items\":[{\"sku\":\"SKU-0000\",\"qty\":"
                    + "1,\"priceCents\":199,\"lineCents\":199},{\"sku\":\"SKU-0"
                    + "013\",\"qty\":2,\"priceCents\":216,\"lineCents\":453},{"
                    + "\"sku\":\"SKU-0026\",\"qty\":3,\"priceCents\":233,\"lineC"
                    + "ents\":768}],\"totalCents\":1420,\"loyaltyPoints\":13}";
    private static final String C7_V1 =
            "{\"version\":0,\"items\":[{\"sku\":\"SKU-0049\",\"qty\":"
                    + "4,\"priceCents\":416,\"lineCents\":1704},{\"sku\":\"SKU-"
                    + "0062\",\"qty\":1,\"priceCents\":433,\"lineCents\":476},{"
                    + "\"sku\":\"SKU-0075\",\"qty\":2,\"priceCents\":450,\"line"
                    + "Cents\":1089},{\"sku\":\"SKU-0088\",\"qty\":3,\"priceCen"
                    + "ts\":467,\"lineCents\":1366},{\"sku\":\"SKU-0101\",\"qty"
                    + "\":4,\"priceCents\":484,\"lineCents\":1982},{\"sku\":\"S"
                    + "KU-0114\",\"qty\":1,\"priceCents\":501,\"lineCents\":551"
                    + "}],\"totalCents\":7168}";
    private static final String C7_V2 =
            "{\"version\":0,\"items\":[{\"sku\":\"SKU-0049\",\"qty\":"
                    + "4,\"priceCents\":416,\"lineCents\":1503},{\"sku\":\"SKU-"
                    + "0062\",\"qty\":1,\"priceCents\":433,\"lineCents\":476},{"
                    + "\"sku\":\"SKU-0075\",\"qty\":2,\"priceCents\":450,\"line"
                    + "Cents\":1089},{\"sku\":\"SKU-0088\",\"qty\":3,\"priceCen"
                    + "ts\":467,\"lineCents\":1401},{\"sku\":\"SKU-0101\",\"qty"
                    + "\":4,\"priceCents\":484,\"lineCents\":1748},{\"sku\":\"S"
                    + "KU-0114\",\"qty\":1,\"priceCents\":501,\"lineCents\":551"
                    + "}],\"totalCents\":6768,\"loyaltyPoints\":68}";
    private static final String C7_V3 =
            "{\"version\":0,\"items\":[{\"sku\":\"SKU-0049\",\"qty\""
                    + ":4,\"priceCents\":416,\"lineCents\":1747},{\"sku\":\"SK"
                    + "U-0062\",\"qty\":1,\"priceCents\":433,\"lineCents\":476"
                    + "},{\"sku\":\"SKU-0075\",\"qty\":2,\"priceCents\":450,\""
                    + "lineCents\":1089},{\"sku\":\"SKU-0088\",\"qty\":3,\"pri"
                    + "ceCents\":467,\"lineCents\":1401},{\"sku\":\"SKU-0101\""
                    + ",\"qty\":4,\"priceCents\":484,\"lineCents\":2032},{\"sk"
                    + "u\":\"SKU-0114\",\"qty\":1,\"priceCents\":501,\"lineCen"
                    + "ts\":551}],\"totalCents\":7296,\"points\":68}";
    private static final String CLAST_V1 =
            "{\"version\":0,\"items\":[{\"sku\":\"SKU-0993\",\"qty\":"
                    + "4,\"priceCents\":3368,\"lineCents\":12660},{\"sku\":\"SK"
                    + "U-0006\",\"qty\":1,\"priceCents\":3385,\"lineCents\":372"
                    + "3},{\"sku\":\"SKU-0019\",\"qty\":2,\"priceCents\":3402,"
                    + "\"lineCents\":8232},{\"sku\":\"SKU-0032\",\"qty\":3,\"pri"
                    + "ceCents\":3419,\"lineCents\":9488},{\"sku\":\"SKU-0045\""
                    + ",\"qty\":4,\"priceCents\":3436,\"lineCents\":12916},{\"s"
                    + "ku\":\"SKU-0058\",\"qty\":1,\"priceCents\":3453,\"lineCe"
                    + "nts\":3798}],\"totalCents\":50817}";
    private static final String CLAST_V2 =
            "{\"version\":0,\"items\":[{\"sku\":\"SKU-0993\",\"qty\":"
                    + "4,\"priceCents\":3368,\"lineCents\":12165},{\"sku\":\"SK"
                    + "U-0006\",\"qty\":1,\"priceCents\":3385,\"lineCents\":372"
                    + "3},{\"sku\":\"SKU-0019\",\"qty\":2,\"priceCents\":3402,"
                    + "\"lineCents\":7410},{\"sku\":\"SKU-0032\",\"qty\":3,\"pri"
                    + "ceCents\":3419,\"lineCents\":9283},{\"sku\":\"SKU-0045\""
                    + ",\"qty\":4,\"priceCents\":3436,\"lineCents\":12411},{\"s"
                    + "ku\":\"SKU-0058\",\"qty\":1,\"priceCents\":3453,\"lineCe"
                    + "nts\":3798}],\"totalCents\":48790,\"loyaltyPoints\":511}";
    private static final String C42_V1 =
            "{\"version\":4,\"items\":[{\"sku\":\"SKU-0294\",\"qty\":"
                    + "9,\"priceCents\":777,\"lineCents\":7692},{\"sku\":\"SKU-"
                    + "0307\",\"qty\":9,\"priceCents\":9998,\"lineCents\":94180"
                    + "},{\"sku\":\"SKU-0320\",\"qty\":1,\"priceCents\":1535,\""
                    + "lineCents\":1535},{\"sku\":\"SKU-0333\",\"qty\":2,\"pric"
                    + "eCents\":1552,\"lineCents\":3259},{\"sku\":\"SKU-0346\","
                    + "\"qty\":3,\"priceCents\":1569,\"lineCents\":5177},{\"sku"
                    + "\":\"SKU-0385\",\"qty\":3,\"priceCents\":200,\"lineCents"
                    + "\":614}],\"totalCents\":112457}";
    private static final String C42_V2 =
            "{\"version\":4,\"items\":[{\"sku\":\"SKU-0294\",\"qty\":"
                    + "9,\"priceCents\":777,\"lineCents\":6846},{\"sku\":\"SKU-"
                    + "0307\",\"qty\":9,\"priceCents\":9998,\"lineCents\":93091"
                    + "},{\"sku\":\"SKU-0320\",\"qty\":1,\"priceCents\":1535,\""
                    + "lineCents\":1535},{\"sku\":\"SKU-0333\",\"qty\":2,\"pric"
                    + "eCents\":1552,\"lineCents\":3015},{\"sku\":\"SKU-0346\","
                    + "\"qty\":3,\"priceCents\":1569,\"lineCents\":5177},{\"sku"
                    + "\":\"SKU-0385\",\"qty\":3,\"priceCents\":200,\"lineCents"
                    + "\":630}],\"totalCents\":110294,\"loyaltyPoints\":1210}";
    private static final String C3_V1 =
            "{\"version\":1,\"items\":[{\"sku\":\"SKU-0021\",\"qty\":"
                    + "1004,\"priceCents\":10000000,\"lineCents\":9066120000},{"
                    + "\"sku\":\"SKU-0034\",\"qty\":1,\"priceCents\":309,\"line"
                    + "Cents\":339},{\"sku\":\"SKU-0047\",\"qty\":2,\"priceCent"
                    + "s\":326,\"lineCents\":788},{\"sku\":\"SKU-0060\",\"qty\""
                    + ":3,\"priceCents\":343,\"lineCents\":1004},{\"sku\":\"SKU"
                    + "-0073\",\"qty\":4,\"priceCents\":360,\"lineCents\":1474}"
                    + ",{\"sku\":\"SKU-0086\",\"qty\":1,\"priceCents\":377,\"li"
                    + "neCents\":414}],\"totalCents\":8612817819}";

    private static final Verdict V1 = new Verdict.Version("v1");
    private static final Verdict V2 = new Verdict.Version("v2");
    private static final List<Addition> TO_42 =
            List.of(
                    new Addition((short) 294, 5, 9_999),
                    new Addition((short) 307, 5, 9_998),
                    new Addition((short) 385, 3, 200),
                    new Addition((short) 294, 1, 777));

    private final CartModel model = new CartModel(CartsOracle.CARTS, true);

    @Test
    void aNewerVersionWithoutPointsHasOtherPromotionsOnly() {
        CartModel table = new CartModel(CartsOracle.CARTS, false);
        byte[] withPoints = C7_V2.getBytes(StandardCharsets.UTF_8);
        byte[] without =
                C7_V2.replaceAll(",\"loyaltyPoints\":\\d+", "").getBytes(StandardCharsets.UTF_8);
        assertThat(table.check(7, null, withPoints)).isInstanceOf(Verdict.Wrong.class);
        assertThat(table.check(7, null, without)).isEqualTo(V2);
        assertThat(table.check(7, null, C7_V1.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Verdict.Regressed.class);
    }

    @Test
    void preloadedCartsAreKnownInBothVersions() {
        assertThat(read(0, C0_V1)).isEqualTo(V1);
        assertThat(read(0, C0_V2)).isEqualTo(V2);
        assertThat(read(7, C7_V1)).isEqualTo(V1);
        assertThat(read(7, C7_V2)).isEqualTo(V2);
        assertThat(read(99_999, CLAST_V1)).isEqualTo(V1);
        assertThat(read(99_999, CLAST_V2)).isEqualTo(V2);
    }

    @Test
    void additionsThatNobodyAnsweredAreInTheNextAnswerOrNot() {
        for (Addition addition : TO_42) {
            model.lost(42, addition);
        }
        assertThat(read(42, C42_V1)).isEqualTo(V1);
    }

    @Test
    void pointsAreDerivedAtTheFirstAnswerOfTheNewerVersionAndKeptFromThenOn() {
        for (Addition addition : TO_42) {
            model.lost(42, addition);
        }
        assertThat(read(42, C42_V2)).isEqualTo(V2);
        assertThat(read(42, C42_V2)).isEqualTo(V2);
        String derivedAnew = C42_V2.replace("\"loyaltyPoints\":1210", "\"loyaltyPoints\":1069");
        assertThat(read(42, derivedAnew)).isInstanceOf(Verdict.Wrong.class);
        model.rollbackOrdered();
        model.rolledBack();
        assertThat(read(42, derivedAnew)).isEqualTo(V2);
    }

    @Test
    void theOlderVersionAfterTheNewerOneIsARegressionUnlessRolledBack() {
        assertThat(read(7, C7_V2)).isEqualTo(V2);
        assertThat(read(7, C7_V1)).isInstanceOf(Verdict.Regressed.class);
        assertThat(read(7, C7_V2)).isEqualTo(V2);
        model.rollbackOrdered();
        assertThat(read(7, C7_V1)).isEqualTo(V1);
    }

    @Test
    void withEachUpgradeOfASeriesTheVersionBeforeTheLastIsOutOfTheQuestion() {
        model.upgradeOrdered();
        assertThat(read(7, C7_V1)).isEqualTo(V1);
        assertThat(read(7, C7_V2)).isEqualTo(V2);
        assertThat(read(7, C7_V3)).as("not before it is ordered").isInstanceOf(Verdict.Wrong.class);
        model.upgradeOrdered();
        assertThat(read(7, C7_V1)).isInstanceOf(Verdict.Wrong.class);
        assertThat(read(7, C7_V2)).isEqualTo(V2);
        assertThat(read(7, C7_V3)).isEqualTo(new Verdict.Version("v3"));
        assertThat(read(7, C7_V2)).isInstanceOf(Verdict.Regressed.class);
        model.upgradeOrdered();
        assertThat(read(7, C7_V3)).isEqualTo(new Verdict.Version("v3"));
        assertThat(read(7, C7_V2)).as("v4 says what v2 said").isEqualTo(new Verdict.Version("v4"));
        assertThat(read(7, C7_V3)).isInstanceOf(Verdict.Regressed.class);
    }

    @Test
    void pointsAreKeptThroughASeries() {
        model.upgradeOrdered();
        for (Addition addition : TO_42) {
            model.lost(42, addition);
        }
        assertThat(read(42, C42_V2)).isEqualTo(V2);
        model.upgradeOrdered();
        model.upgradeOrdered();
        assertThat(read(42, C42_V2)).isEqualTo(new Verdict.Version("v4"));
    }

    @Test
    void largeNumbersDoNotOverflow() {
        assertThat(check(3, new Addition((short) 21, 1_000, 10_000_000), C3_V1)).isEqualTo(V1);
    }

    @Test
    void oneByteTooManyOrOtherIsWrong() {
        assertThat(read(0, C0_V1 + " ")).isInstanceOf(Verdict.Wrong.class);
        assertThat(read(0, C0_V1.replace("768", "769"))).isInstanceOf(Verdict.Wrong.class);
        assertThat(read(0, "")).isInstanceOf(Verdict.Wrong.class);
        assertThat(read(0, C0_V1)).isEqualTo(V1);
    }

    @Test
    void aCartWithTooManyOpenQuestionsIsGivenUpAndCounted() {
        int lost = 0;
        while (model.known(5)) {
            model.lost(5, new Addition((short) 10, 1L << lost, 100));
            lost++;
        }
        assertThat(lost).isBetween(3, 10);
        assertThat(model.abandoned()).isEqualTo(1);
        assertThat(model.known(6)).isTrue();
    }

    private Verdict read(int cart, String answer) {
        return model.check(cart, null, answer.getBytes(StandardCharsets.UTF_8));
    }

    private Verdict check(int cart, Addition addition, String answer) {
        return model.check(cart, addition, answer.getBytes(StandardCharsets.UTF_8));
    }
}
