package com.example.carts.app;

import com.example.carts.contract.Cart;
import com.example.carts.contract.CartMessage;
import com.example.carts.contract.Line;
import com.example.carts.contract.Pricing;
import dev.midstream.api.Actor;
import dev.midstream.api.ActorType;
import dev.midstream.api.Turn;
import java.util.ArrayList;
import java.util.List;

/** One cart. */
@ActorType("cart")
public final class CartActor implements Actor<Cart, CartMessage> {

    private final Pricing pricing;

    public CartActor(Pricing pricing) {
        this.pricing = pricing;
    }

    /** The cart that every number begins with. */
    @Override
    public Cart create(String key) {
        int id = Integer.parseInt(key);
        List<Line> lines = new ArrayList<>();
        for (int j = 0; j < 3 + id % 4; j++) {
            long priceCents = 199 + (31L * id + 17L * j) % 9_800;
            lines.add(new Line((7 * id + 13 * j) % 1_000, 1 + (id + j) % 4, priceCents));
        }
        return new Cart(lines, 0, Cart.points(lines));
    }

    @Override
    public Cart receive(Cart cart, CartMessage message, Turn<CartMessage> turn) {
        return switch (message) {
            case CartMessage.AddItem add -> {
                Cart next = cart.plus(add.sku(), add.qty(), add.priceCents());
                turn.reply(add, pricing.price(next));
                yield next;
            }
            case CartMessage.View view -> {
                turn.reply(view, pricing.price(cart));
                yield cart;
            }
        };
    }
}
