package com.acme.orders.domain;

import java.util.List;

/** A reason to pay less. */
public interface Discount {

    /** What it is called. */
    String name();

    /** How much less, in per cent; 0 if it does not apply. */
    int percent(List<Order.Line> lines);
}
