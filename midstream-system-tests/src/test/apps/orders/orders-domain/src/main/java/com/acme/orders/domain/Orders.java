package com.acme.orders.domain;

import java.util.List;
import java.util.function.UnaryOperator;

/** The orders that there are. */
public interface Orders {

    /** Stores an order together with what is to be told of it. */
    void add(Order order, OrderEvent event);

    /**
     * An order.
     *
     * @throws OrderNotFound if there is none
     */
    Order order(String id);

    /** Changes one. */
    Order change(String id, UnaryOperator<Order> how);

    /** How many there are. */
    long count();

    /** Events that nobody was told of, oldest first. */
    List<OrderEvent> pending(int limit);

    /** Forgets an event that was told. */
    void told(OrderEvent event);
}
