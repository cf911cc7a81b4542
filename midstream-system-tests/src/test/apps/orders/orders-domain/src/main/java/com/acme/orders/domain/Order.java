package com.acme.orders.domain;

import com.acme.money.Money;
import java.util.List;

/** An order as it is stored and shown. */
public record Order(String id, String customer, List<Line> lines, Money total, Status status) {

    /** So many of one article. */
    public record Line(String sku, int qty) {}

    /** Where it stands. */
    public enum Status {
        OPEN,
        ANNOUNCED
    }

    /** The same order, further on. */
    public Order with(Status next) {
        return new Order(id, customer, lines, total, next);
    }
}
