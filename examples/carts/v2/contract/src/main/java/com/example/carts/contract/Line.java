package com.example.carts.contract;

/** Some pieces of one article. */
public record Line(int sku, long qty, long priceCents) {

    /** What the pieces cost before promotions and taxes. */
    public long grossCents() {
        return qty * priceCents;
    }
}
