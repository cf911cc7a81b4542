package com.acme.orders.domain;

/** What happened to an order. */
public sealed interface OrderEvent {

    /** Which one. */
    String orderId();

    /** It was placed. */
    record Placed(String orderId, long cents) implements OrderEvent {}

    /** It was changed. */
    record Changed(String orderId, Order.Status to) implements OrderEvent {}

    /** It was called off. */
    record Cancelled(String orderId, String why) implements OrderEvent {}
}
