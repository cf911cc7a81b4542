package com.example.carts.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of one cart: its lines in the order in which they came, what they have earned, and in
 * which currency. What the currency of carts is that had none, nobody has said.
 */
public record Cart(List<Line> lines, long version, long loyaltyPoints, String currency) {

    public Cart {
        lines = List.copyOf(lines);
    }

    /** What a cart's lines are worth that were there before there were points. */
    public static long points(List<Line> lines) {
        return lines.stream().mapToLong(Line::grossCents).sum() / 100;
    }

    /** The cart with more pieces of an article, at its newest price, and points for them. */
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
        return new Cart(next, version + 1, loyaltyPoints + qty * priceCents / 100, currency);
    }
}
