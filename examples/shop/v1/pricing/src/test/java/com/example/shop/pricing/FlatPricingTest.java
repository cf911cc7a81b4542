package com.example.shop.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.example.shop.contract.Pricing;
import com.example.shop.contract.UnknownArticle;
import org.junit.jupiter.api.Test;

/** A module is plain Java: its test needs no Midstream. */
class FlatPricingTest {

    private final Pricing pricing = new FlatPricing(new StandardCatalogue());

    @Test
    void fewPiecesCostTheListPrice() {
        assertEquals(1350, pricing.quote("tea", 3).totalCents());
    }

    @Test
    void tenPiecesAreTenPercentOff() {
        assertEquals(4050, pricing.quote("tea", 10).totalCents());
    }

    @Test
    void whatIsNotSoldHasNoPrice() {
        assertThrows(UnknownArticle.class, () -> pricing.quote("anvil", 1));
    }

    @Test
    void noPiecesHaveNoPrice() {
        assertThrows(IllegalArgumentException.class, () -> pricing.quote("tea", 0));
    }
}
