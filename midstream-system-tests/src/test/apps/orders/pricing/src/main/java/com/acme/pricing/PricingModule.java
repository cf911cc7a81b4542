package com.acme.pricing;

import com.acme.catalog.domain.Catalog;
import com.acme.orders.domain.Discount;
import com.acme.orders.domain.Pricing;
import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;
import java.util.List;

/** Prices from the catalog, less the greatest discount. */
public final class PricingModule implements AppModule {

    private final Catalog catalog;
    private final List<Discount> discounts;

    /** With the catalog and every discount that any module offers. */
    public PricingModule(Catalog catalog, List<Discount> discounts) {
        this.catalog = catalog;
        this.discounts = discounts;
    }

    /** What things cost. */
    @Provides
    public Pricing pricing() {
        return new CatalogPricing(catalog, discounts);
    }
}
