package carts;

import java.util.ArrayList;
import java.util.List;

/**
 * One cart, immutable.
 *
 * @param loyaltyPoints 0 in version 1, which has none
 */
record Cart(List<Line> lines, long version, long loyaltyPoints) {

    /** Some pieces of one article. */
    record Line(int sku, long qty, long priceCents) {}

    /** The cart that every number begins with. */
    static Cart preloaded(int id) {
        List<Line> lines = new ArrayList<>();
        for (int j = 0; j < 3 + id % 4; j++) {
            long priceCents = 199 + (31L * id + 17L * j) % 9_800;
            lines.add(new Line((7 * id + 13 * j) % 1_000, 1 + (id + j) % 4, priceCents));
        }
        return new Cart(List.copyOf(lines), 0, 0);
    }

    Cart plus(int sku, long qty, long priceCents, boolean loyal) {
        List<Line> next = new ArrayList<>(lines.size() + 1);
        boolean known = false;
        for (Line line : lines) {
            boolean same = line.sku == sku;
            next.add(same ? new Line(sku, line.qty + qty, priceCents) : line);
            known |= same;
        }
        if (!known) {
            next.add(new Line(sku, qty, priceCents));
        }
        long points = loyal ? loyaltyPoints + qty * priceCents / 100 : 0;
        return new Cart(List.copyOf(next), version + 1, points);
    }

    /** What version 2 makes of a cart of version 1. */
    Cart migrated() {
        long gross = 0;
        for (Line line : lines) {
            gross += line.qty * line.priceCents;
        }
        return new Cart(lines, version, gross / 100);
    }
}
