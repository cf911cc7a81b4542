package com.example.shop.pricing;

import com.example.shop.contract.Article;
import com.example.shop.contract.Catalogue;
import com.example.shop.contract.Pricing;
import com.example.shop.contract.Quote;
import com.example.shop.contract.UnknownArticle;

/** List prices are up by three percent; the more pieces, the more off. */
final class TieredPricing implements Pricing {

    private final Catalogue catalogue;

    TieredPricing(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Quote quote(String sku, int qty) {
        if (qty < 1 || qty > MOST_PIECES) {
            throw new IllegalArgumentException("qty is " + qty + ", must be 1 to " + MOST_PIECES);
        }
        Article article = catalogue.article(sku).orElseThrow(() -> new UnknownArticle(sku));
        long piece = (article.listCents() * 103 + 50) / 100;
        int percentOff = percentOff(qty);
        return new Quote(sku, qty, (piece * qty * (100 - percentOff) + 50) / 100, percentOff + " %");
    }

    private static int percentOff(int qty) {
        if (qty >= 50) {
            return 20;
        }
        if (qty >= 10) {
            return 12;
        }
        return qty >= 5 ? 5 : 0;
    }
}
