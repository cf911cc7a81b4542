package com.example.shop.contract;

/** What an article costs. */
public interface Pricing {

    /** The most pieces that one quote can be for. */
    int MOST_PIECES = 999;

    /**
     * The price of some pieces of one article.
     *
     * @throws UnknownArticle if the shop does not sell it
     * @throws IllegalArgumentException unless {@code 1 <= qty <= MOST_PIECES}
     */
    Quote quote(String sku, int qty);
}
