package com.example.carts.contract;

import dev.midstream.api.Migration;
import java.util.ArrayList;
import java.util.List;

/** The state of one cart, with its points in a record of their own. */
public record Cart(List<Line> lines, long version, Loyalty loyalty) {

    /** What a cart has earned. */
    public record Loyalty(long points) {}

    public Cart {
        lines = List.copyOf(lines);
    }

    /** A cart with so many points. */
    public Cart(List<Line> lines, long version, long points) {
        this(lines, version, new Loyalty(points));
    }

    /** What a cart was before. */
    record Flat(List<Line> lines, long version, long loyaltyPoints) {}

    @Migration
    static Cart from(Flat old) {
        return new Cart(old.lines(), old.version(), new Loyalty(old.loyaltyPoints()));
    }

    @Migration
    static Flat to(Cart now) {
        return new Flat(now.lines(), now.version(), now.loyaltyPoints());
    }

    /** What it has earned. */
    public long loyaltyPoints() {
        return loyalty.points();
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
        return new Cart(next, version + 1, loyaltyPoints() + qty * priceCents / 100);
    }
}
