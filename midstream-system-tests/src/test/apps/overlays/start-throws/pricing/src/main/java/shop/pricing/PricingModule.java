package shop.pricing;

import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;
import dev.midstream.api.Start;
import shop.contract.Pricing;

public final class PricingModule implements AppModule {

    static final int VERSION = 1;

    private final ListedPrices prices = new ListedPrices();

    @Override
    public void start(Start start) throws InterruptedException {
        throw new IllegalStateException("start refuses: the price list is missing");
    }

    @Provides
    public Pricing pricing() {
        return prices;
    }

    @Override
    public void stop() {
        prices.stop();
    }
}
