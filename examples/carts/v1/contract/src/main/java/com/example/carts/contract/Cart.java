package com.example.carts.contract;

import java.util.ArrayList;
import java.util.List;

/** The state of one cart: its lines in the order in which they came. */
public record Cart(List<Line> lines, long version) {

    public Cart {
        lines = List.copyOf(lines);
    }

    /** The cart with more pieces of an article, at its newest price. */
    public Cart plus(int sku, long qty, long priceCents) {
        List<Line> next = new ArrayList<>(lines.size() + 1);
        boolean known = false;
        for (Line line : lines) {
            boolean same = line.sku() == sku;
            next.add(same ? new Line(sku, line.qty() + qty, priceCents) : line);
            known |= same;
        }
        if (!known) {
            next.add(new Line(sku, qty, priceCents));
        }
        return new Cart(next, version + 1);
    }
}
