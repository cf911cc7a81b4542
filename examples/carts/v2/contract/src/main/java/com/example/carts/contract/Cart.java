package com.example.carts.contract;

import dev.midstream.api.Migration;
import java.util.ArrayList;
import java.util.List;

/** The state of one cart: its lines in the order in which they came, and what they have earned. */
public record Cart(List<Line> lines, long version, long loyaltyPoints) {

    public Cart {
        lines = List.copyOf(lines);
    }

    /** What a cart was in version 1. */
    record V1(List<Line> lines, long version) {}

    @Migration
    static Cart from(V1 old) {
        return new Cart(old.lines(), old.version(), points(old.lines()));
    }

    @Migration
    static V1 to(Cart now) {
        return new V1(now.lines(), now.version());
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
        return new Cart(next, version + 1, loyaltyPoints + qty * priceCents / 100);
    }
}
