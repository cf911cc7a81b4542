package shop.pricing;

import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;
import shop.contract.Pricing;
import shop.contract.Tax;

public final class PricingModule implements AppModule {

    static final int VERSION = 1;

    private final ListedPrices prices = new ListedPrices();

    public PricingModule(Tax tax) {}

    @Provides
    public Pricing pricing() {
        return prices;
    }

    @Override
    public void stop() {
        prices.stop();
    }
}
