package com.acme.orders.domain;

/** There is no such order. */
public final class OrderNotFound extends RuntimeException {

    /** With its number. */
    public OrderNotFound(String id) {
        super("no order " + id);
    }
}
