package com.example.pricing.rules;

import com.example.pricing.Pricing;
import com.example.pricing.Rates;

/** Ten percent off from ten pieces. */
record TieredPricing(Rates rates) implements Pricing {

    @Override
    public long cents(String sku, int quantity) {
        long percent = quantity >= 10 ? 90 : 100;
        return 450L * quantity * percent / 100 * (100 + rates.taxPercent()) / 100;
    }

    @Override
    public String rule() {
        return "4.50 each, ten percent off from ten";
    }
}
