package com.example.shop.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.example.shop.contract.Pricing;
import com.example.shop.contract.Quote;
import com.example.shop.contract.UnknownArticle;
import org.junit.jupiter.api.Test;

/** A module is plain Java: its test needs no Midstream. */
class TieredPricingTest {

    private final Pricing pricing = new TieredPricing(new StandardCatalogue());

    @Test
    void fewPiecesCostTheRaisedListPrice() {
        assertEquals(new Quote("tea", 3, 1392, 0), pricing.quote("tea", 3));
    }

    @Test
    void morePiecesAreMoreOff() {
        assertEquals(5, pricing.quote("tea", 5).percentOff());
        assertEquals(12, pricing.quote("tea", 10).percentOff());
        assertEquals(20, pricing.quote("tea", 50).percentOff());
    }

    @Test
    void whatIsNotSoldHasNoPrice() {
        assertThrows(UnknownArticle.class, () -> pricing.quote("anvil", 1));
    }
}
