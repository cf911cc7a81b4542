package dev.midstream.load;

/**
 * The pricing rule of CARTS/1, as the workload's text gives it: 64 promotions from a seed, taxes by
 * category, a discount on the whole. Immutable.
 *
 * <p>Written from that text alone, so that no fault of an implementation is repeated here.
 */
final class CartRules {

    private static final int RULES = 64;
    private static final long[] TAX = {0, 500, 1_000, 2_100};
    private static final long WHOLE = 10_000;
    private static final long LOYAL_FROM = 5_000;
    private static final long LOYAL_BPS = 200;

    private final int[] categoryMask = new int[RULES];
    private final long[] leastQty = new long[RULES];
    private final long[] leastPrice = new long[RULES];
    private final long[] bps = new long[RULES];

    /** The rules of a version: version 1 has seed 1, version 2 seed 2. */
    CartRules(int seed) {
        int x = seed;
        for (int i = 0; i < RULES; i++) {
            x = advance(x);
            categoryMask[i] = 1 + (x >> 8) % 15;
            x = advance(x);
            leastQty[i] = 1L + (x >> 8) % 12;
            x = advance(x);
            leastPrice[i] = (x >> 8) % 80 * 100L;
            x = advance(x);
            bps[i] = (x >> 8) % 30 * 50L;
        }
    }

    private static int advance(int x) {
        return (int) ((x * 1_103_515_245L + 12_345) & 0x7fff_ffff);
    }

    /** What a line costs, with its promotion and its tax. */
    long lineCents(int sku, long qty, long priceCents) {
        int category = sku & 3;
        long best = 0;
        for (int i = 0; i < RULES; i++) {
            if ((categoryMask[i] >> category & 1) != 0
                    && qty >= leastQty[i]
                    && priceCents >= leastPrice[i]
                    && bps[i] > best) {
                best = bps[i];
            }
        }
        long gross = qty * priceCents;
        long net = gross - gross * best / WHOLE;
        return net + net * TAX[category] / WHOLE;
    }

    /** The total of a cart without loyalty. */
    static long total(long sum) {
        return discounted(sum, basic(sum));
    }

    /** The total of a cart whose owner is known. */
    static long total(long sum, long loyaltyPoints) {
        return discounted(sum, basic(sum) + (loyaltyPoints >= LOYAL_FROM ? LOYAL_BPS : 0));
    }

    private static long basic(long sum) {
        return sum >= 1_000_000 ? 500 : sum >= 200_000 ? 300 : 0;
    }

    private static long discounted(long sum, long bps) {
        return sum - sum * bps / WHOLE;
    }
}
