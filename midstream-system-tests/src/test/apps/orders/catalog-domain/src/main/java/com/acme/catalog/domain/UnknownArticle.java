package com.acme.catalog.domain;

/** Nothing for sale has this number. */
public class UnknownArticle extends Exception {

    private final String sku;

    /** With the number. */
    public UnknownArticle(String sku) {
        super("no article " + sku);
        this.sku = sku;
    }

    /** The number. */
    public String sku() {
        return sku;
    }
}
