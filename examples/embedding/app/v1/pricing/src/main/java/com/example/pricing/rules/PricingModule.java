package com.example.pricing.rules;

import com.example.pricing.Pricing;
import com.example.pricing.Rates;
import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;

/** Makes prices. {@code Rates} is the application's; it is handed to each new version. */
public final class PricingModule implements AppModule {

    private final Rates rates;

    public PricingModule(Rates rates) {
        this.rates = rates;
    }

    @Provides
    public Pricing pricing() {
        return new FlatPricing(rates);
    }
}
