package com.example.shop.pricing;

import com.example.shop.contract.Article;
import com.example.shop.contract.Catalogue;
import com.example.shop.contract.Pricing;
import com.example.shop.contract.Quote;
import com.example.shop.contract.UnknownArticle;

/** The list price, and ten percent off from ten pieces. */
final class FlatPricing implements Pricing {

    private final Catalogue catalogue;

    FlatPricing(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Quote quote(String sku, int qty) {
        if (qty < 1 || qty > MOST_PIECES) {
            throw new IllegalArgumentException("qty is " + qty + ", must be 1 to " + MOST_PIECES);
        }
        Article article = catalogue.article(sku).orElseThrow(() -> new UnknownArticle(sku));
        long full = article.listCents() * qty;
        return new Quote(sku, qty, qty >= 10 ? (full * 90 + 50) / 100 : full);
    }
}
