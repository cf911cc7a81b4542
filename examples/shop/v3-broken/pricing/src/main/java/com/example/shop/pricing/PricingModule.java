package com.example.shop.pricing;

import com.example.shop.contract.Catalogue;
import com.example.shop.contract.Pricing;
import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;

/** Prices, for whoever asks. */
public final class PricingModule implements AppModule {

    private final Catalogue catalogue = new StandardCatalogue();

    @Provides
    public Catalogue catalogue() {
        return catalogue;
    }

    @Provides
    public Pricing pricing() {
        return new TieredPricing(catalogue);
    }
}
