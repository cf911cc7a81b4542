package com.example.carts.pricing;

import com.example.carts.contract.Pricing;
import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;

/** Provides the prices. */
public final class PricingModule implements AppModule {

    private static final int SEED = 2;

    @Provides
    public Pricing pricing() {
        return new PromotionPricing(Promotions.of(SEED));
    }
}
