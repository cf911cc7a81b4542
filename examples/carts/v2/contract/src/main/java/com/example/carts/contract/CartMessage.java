package com.example.carts.contract;

import dev.midstream.api.Ask;

/** What a cart can be asked. Each is answered with the cart as it is then. */
public sealed interface CartMessage {

    /** Put pieces of an article into the cart. */
    record AddItem(int sku, int qty, long priceCents)
            implements CartMessage, Ask<CartMessage, CartView> {}

    /** Show the cart. */
    record View() implements CartMessage, Ask<CartMessage, CartView> {}
}
