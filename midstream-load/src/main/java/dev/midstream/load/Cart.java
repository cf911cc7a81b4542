package dev.midstream.load;

import java.util.Arrays;

/** A cart as the load believes it to be. Mutable; owned by the load's thread. */
final class Cart {

    /** Points that have to be derived from the lines when the newer version first answers. */
    static final long UNKNOWN = -1;

    /** The most lines that the load ever makes. */
    static final int MOST_LINES = 8;

    final short[] sku;
    final long[] qty;
    final long[] priceCents;
    int lines;
    long version;
    long loyaltyPoints = UNKNOWN;

    private Cart(short[] sku, long[] qty, long[] priceCents) {
        this.sku = sku;
        this.qty = qty;
        this.priceCents = priceCents;
    }

    /** The cart that every server starts with. */
    static Cart preloaded(int id) {
        Cart cart = new Cart(new short[MOST_LINES], new long[MOST_LINES], new long[MOST_LINES]);
        cart.lines = 3 + id % 4;
        for (int j = 0; j < cart.lines; j++) {
            cart.sku[j] = sku(id, j);
            cart.qty[j] = 1L + (id + j) % 4;
            cart.priceCents[j] = 199 + (31L * id + 17L * j) % 9_800;
        }
        return cart;
    }

    /** The article that cart {@code id} has, or may get, in its place {@code j}. */
    static short sku(int id, int j) {
        return (short) ((7L * id + 13L * j) % 1_000);
    }

    Cart copy() {
        Cart copy = new Cart(sku.clone(), qty.clone(), priceCents.clone());
        copy.become(this);
        return copy;
    }

    void become(Cart other) {
        System.arraycopy(other.sku, 0, sku, 0, MOST_LINES);
        System.arraycopy(other.qty, 0, qty, 0, MOST_LINES);
        System.arraycopy(other.priceCents, 0, priceCents, 0, MOST_LINES);
        lines = other.lines;
        version = other.version;
        loyaltyPoints = other.loyaltyPoints;
    }

    /** The points that the newer version derives from the lines, when it takes the cart over. */
    long derivedPoints() {
        long gross = 0;
        for (int i = 0; i < lines; i++) {
            gross += qty[i] * priceCents[i];
        }
        return gross / 100;
    }

    /** Adds an article. */
    void add(short article, long pieces, long cents) {
        int at = 0;
        while (at < lines && sku[at] != article) {
            at++;
        }
        if (at == lines) {
            sku[at] = article;
            lines++;
        }
        qty[at] += pieces;
        priceCents[at] = cents;
        version++;
    }

    /** Whether two carts hold the same, so that no answer can tell them apart. */
    boolean sameAs(Cart other) {
        return lines == other.lines
                && version == other.version
                && loyaltyPoints == other.loyaltyPoints
                && Arrays.equals(sku, 0, lines, other.sku, 0, lines)
                && Arrays.equals(qty, 0, lines, other.qty, 0, lines)
                && Arrays.equals(priceCents, 0, lines, other.priceCents, 0, lines);
    }
}
