package shop.pricing;

import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;
import java.util.concurrent.CountDownLatch;
import shop.contract.Pricing;

public final class PricingModule implements AppModule {

    static final int VERSION = 1;

    private final ListedPrices prices = new ListedPrices();

    public PricingModule() throws InterruptedException {
        new CountDownLatch(1).await();
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
