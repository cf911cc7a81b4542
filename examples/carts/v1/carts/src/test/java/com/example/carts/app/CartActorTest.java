package com.example.carts.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.carts.contract.Cart;
import com.example.carts.contract.CartMessage;
import com.example.carts.contract.CartView;
import com.example.carts.contract.Line;
import dev.midstream.testkit.TestTurn;
import dev.midstream.testkit.Turned;
import java.util.List;
import org.junit.jupiter.api.Test;

class CartActorTest {

    /** Prices nothing: what is asked of pricing is tested there. */
    private final TestTurn<Cart, CartMessage> turns =
            TestTurn.of(new CartActor(cart -> new CartView(cart.version(), List.of(), 42)));

    @Test
    void anItemIsAddedAndAnsweredWithThePricedCart() {
        CartMessage.AddItem add = new CartMessage.AddItem(7, 2, 199);

        Turned<Cart, CartMessage> turned = turns.receive(new Cart(List.of(), 4), add);

        assertEquals(new Cart(List.of(new Line(7, 2, 199)), 5), turned.state());
        assertEquals(new CartView(5, List.of(), 42), turned.reply(add));
        assertTrue(turned.wanted().isEmpty());
    }

    @Test
    void aCartBeginsWithItsNumbersLines() {
        CartMessage.View view = new CartMessage.View();

        Turned<Cart, CartMessage> turned = turns.key("17").first(view);

        assertEquals(4, turned.state().lines().size());
        assertEquals(0, turned.reply(view).version());
    }
}
