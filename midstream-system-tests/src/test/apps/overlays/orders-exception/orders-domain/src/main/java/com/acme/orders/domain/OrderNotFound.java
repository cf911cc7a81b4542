package com.acme.orders.domain;

/** There is no such order. */
public class OrderNotFound extends IllegalArgumentException {

    private final String id;

    /** With its number. */
    public OrderNotFound(String id) {
        super("no order " + id);
        this.id = id;
    }

    /** The number that was asked for. */
    public String id() {
        return id;
    }
}
