package com.example.carts.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CartTest {

    private static final Cart.V1 OLD =
            new Cart.V1(List.of(new Line(7, 3, 199), new Line(20, 2, 1_000)), 4);

    @Test
    void aCartOfVersionOneGetsThePointsOfItsLines() {
        assertEquals(new Cart(OLD.lines(), 4, 25), Cart.from(OLD));
    }

    @Test
    void goingBackGivesWhatWasThere() {
        assertEquals(OLD, Cart.to(Cart.from(OLD)));
    }

    @Test
    void whatIsAddedEarnsPoints() {
        assertEquals(25 + 19, Cart.from(OLD).plus(7, 1, 1_999).loyaltyPoints());
    }
}
