package com.example.carts.contract;

import java.util.List;

/** A cart with what it costs. */
public record CartView(long version, List<PricedLine> items, long totalCents, long loyaltyPoints) {

    public CartView {
        items = List.copyOf(items);
    }

    /** A line, and what it costs with promotions and taxes. */
    public record PricedLine(Line line, long lineCents) {}
}
