package com.example.carts.contract;

/** Works out what a cart costs. */
public interface Pricing {

    CartView price(Cart cart);
}
