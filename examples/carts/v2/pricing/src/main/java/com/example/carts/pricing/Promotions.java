package com.example.carts.pricing;

/** The promotions of a season: 64 rules that follow from a seed. */
final class Promotions {

    private static final int RULES = 64;

    private final int[] categories = new int[RULES];
    private final long[] leastQty = new long[RULES];
    private final long[] leastPriceCents = new long[RULES];
    private final long[] basisPoints = new long[RULES];

    private Promotions() {}

    static Promotions of(int seed) {
        Promotions season = new Promotions();
        Dice dice = new Dice(seed);
        for (int i = 0; i < RULES; i++) {
            season.categories[i] = 1 + dice.next() % 15;
            season.leastQty[i] = 1 + dice.next() % 12;
            season.leastPriceCents[i] = dice.next() % 80 * 100L;
            season.basisPoints[i] = dice.next() % 30 * 50L;
        }
        return season;
    }

    /** The best of all promotions that a line qualifies for, in basis points; 0 without any. */
    long best(int category, long qty, long priceCents) {
        long best = 0;
        for (int i = 0; i < RULES; i++) {
            if ((categories[i] & 1 << category) != 0
                    && qty >= leastQty[i]
                    && priceCents >= leastPriceCents[i]) {
                best = Math.max(best, basisPoints[i]);
            }
        }
        return best;
    }

    private static final class Dice {
        private int x;

        Dice(int seed) {
            x = seed;
        }

        int next() {
            x = x * 1103515245 + 12345 & 0x7fffffff;
            return x >> 8;
        }
    }
}
