package com.example.carts.contract;

import dev.midstream.api.Migration;
import java.util.ArrayList;
import java.util.List;

/** The state of one cart, with its points beside its lines again. */
public record Cart(List<Line> lines, long version, long loyaltyPoints) {

    /** What a cart had earned. */
    record Loyalty(long points) {}

    public Cart {
        lines = List.copyOf(lines);
    }

    /** What a cart was before. */
    record Nested(List<Line> lines, long version, Loyalty loyalty) {}

    @Migration
    static Cart from(Nested old) {
        return new Cart(old.lines(), old.version(), old.loyalty().points());
    }

    @Migration
    static Nested to(Cart now) {
        return new Nested(now.lines(), now.version(), new Loyalty(now.loyaltyPoints()));
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
