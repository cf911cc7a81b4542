package com.example.pricing.rules;

import com.example.pricing.Pricing;
import com.example.pricing.Rates;

/** One price for all. */
record FlatPricing(Rates rates) implements Pricing {

    @Override
    public long cents(String sku, int quantity) {
        return 450L * quantity * (100 + rates.taxPercent()) / 100;
    }

    @Override
    public String rule() {
        return "4.50 each";
    }
}
