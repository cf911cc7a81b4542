package com.example.shop.contract;

/** The shop does not sell what was asked for. */
public final class UnknownArticle extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownArticle(String sku) {
        super("no article '" + sku + "' in the catalogue");
    }
}
