package shop.pricing;

import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;
import shop.contract.Pricing;

public final class PricingModule implements AppModule {

    static final int VERSION = 1;

    private final ListedPrices prices = new ListedPrices();

    @Provides
    public Pricing pricing() {
        return prices;
    }

    @Override
    public void stop() {
        prices.stop();
    }
}
