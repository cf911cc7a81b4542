package com.example.carts.pricing;

import com.example.carts.contract.Cart;
import com.example.carts.contract.CartView;
import com.example.carts.contract.CartView.PricedLine;
import com.example.carts.contract.Line;
import com.example.carts.contract.Pricing;
import java.util.ArrayList;
import java.util.List;

/** Promotions per line, then taxes by category, then a discount on the whole. */
final class PromotionPricing implements Pricing {

    private static final long[] TAX = {0, 500, 1000, 2100};
    private static final long LOYAL_POINTS = 5_000;

    private final Promotions promotions;

    PromotionPricing(Promotions promotions) {
        this.promotions = promotions;
    }

    @Override
    public CartView price(Cart cart) {
        List<PricedLine> items = new ArrayList<>(cart.lines().size());
        long sum = 0;
        for (Line line : cart.lines()) {
            long cents = lineCents(line);
            sum += cents;
            items.add(new PricedLine(line, cents));
        }
        long points = cart.loyaltyPoints();
        return new CartView(
                cart.version(), items, sum - part(sum, discount(sum, points)), points);
    }

    private long lineCents(Line line) {
        int category = line.sku() % 4;
        long best = promotions.best(category, line.qty(), line.priceCents());
        long net = line.grossCents() - part(line.grossCents(), best);
        return net + part(net, TAX[category]);
    }

    private static long discount(long sum, long points) {
        long ofSum = sum >= 1_000_000 ? 500 : sum >= 200_000 ? 300 : 0;
        return points >= LOYAL_POINTS ? ofSum + 200 : ofSum;
    }

    private static long part(long cents, long basisPoints) {
        return cents * basisPoints / 10_000;
    }
}
