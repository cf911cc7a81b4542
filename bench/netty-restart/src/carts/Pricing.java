package carts;

/** The prices of a version: 64 promotions from its seed, taxes, a discount on the whole. */
final class Pricing {

    private static final int RULES = 64;
    private static final long[] TAX = {0, 500, 1000, 2100};

    private final int[] categories = new int[RULES];
    private final long[] leastQty = new long[RULES];
    private final long[] leastPriceCents = new long[RULES];
    private final long[] basisPoints = new long[RULES];
    private final boolean loyal;
    private final String pointsKey;
    private int x;

    Pricing(int version) {
        boolean even = version % 2 == 0;
        x = version == 1 ? 1 : even ? 2 : 3;
        loyal = version >= 2;
        pointsKey = even ? "loyaltyPoints" : "points";
        for (int i = 0; i < RULES; i++) {
            categories[i] = 1 + next() % 15;
            leastQty[i] = 1 + next() % 12;
            leastPriceCents[i] = next() % 80 * 100L;
            basisPoints[i] = next() % 30 * 50L;
        }
    }

    private int next() {
        x = x * 1103515245 + 12345 & 0x7fffffff;
        return x >> 8;
    }

    boolean loyal() {
        return loyal;
    }

    String pointsKey() {
        return pointsKey;
    }

    long lineCents(Cart.Line line) {
        int category = line.sku() % 4;
        long best = 0;
        for (int i = 0; i < RULES; i++) {
            if ((categories[i] & 1 << category) != 0
                    && line.qty() >= leastQty[i]
                    && line.priceCents() >= leastPriceCents[i]) {
                best = Math.max(best, basisPoints[i]);
            }
        }
        long gross = line.qty() * line.priceCents();
        long net = gross - gross * best / 10_000;
        return net + net * TAX[category] / 10_000;
    }

    long total(long sum, long loyaltyPoints) {
        long discount = sum >= 1_000_000 ? 500 : sum >= 200_000 ? 300 : 0;
        if (loyal && loyaltyPoints >= 5_000) {
            discount += 200;
        }
        return sum - sum * discount / 10_000;
    }
}
