package shop.pricing;

import shop.contract.Pricing;
import shop.contract.Quote;

final class ListedPrices implements Pricing {

    private volatile boolean stopped;

    @Override
    public Quote quote(String sku, int qty) {
        long unit = 100 + Math.floorMod(sku.hashCode(), 900);
        long cents = qty * unit * (31L * PricingModule.VERSION + 17) % 1_000_003;
        return new Quote(PricingModule.VERSION, cents, !stopped);
    }

    void stop() {
        stopped = true;
    }
}
