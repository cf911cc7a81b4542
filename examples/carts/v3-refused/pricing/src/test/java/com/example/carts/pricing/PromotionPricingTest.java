package com.example.carts.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.example.carts.contract.Cart;
import com.example.carts.contract.CartView;
import com.example.carts.contract.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromotionPricingTest {

    private final PromotionPricing pricing = new PromotionPricing(Promotions.of(2));

    @Test
    void linesAreTaxedByCategoryAfterTheirPromotion() {
        Cart cart =
                new Cart(
                        List.of(new Line(0, 1, 199), new Line(13, 2, 216), new Line(26, 3, 233)),
                        0,
                        15,
                        "EUR");
        CartView view = pricing.price(cart);
        assertEquals(
                List.of(199L, 453L, 768L),
                view.items().stream().map(CartView.PricedLine::lineCents).toList());
        assertEquals(1_420, view.totalCents());
    }

    @Test
    void theWholeIsDiscountedWithoutOverflowAndMoreForTheLoyal() {
        Cart cart = new Cart(List.of(new Line(21, 1_004, 10_000_000)), 1, 4_999, "EUR");
        CartView view = pricing.price(cart);
        assertEquals(9_013_410_000L, view.items().getFirst().lineCents());
        assertEquals(8_562_739_500L, view.totalCents());
        Cart loyal = new Cart(cart.lines(), 1, 5_000, "EUR");
        assertEquals(8_382_471_300L, pricing.price(loyal).totalCents());
    }
}
