package com.acme.pricing;

import com.acme.catalog.domain.Article;
import com.acme.catalog.domain.Catalog;
import com.acme.money.Money;
import com.acme.orders.domain.Order;
import com.acme.testing.MoneyAssert;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogPricingTest {

    @Test
    void linesAreAddedUp() throws Exception {
        Catalog catalog =
                new Catalog() {
                    @Override
                    public Article article(String sku) {
                        return new Article(sku, sku, new Money(100));
                    }

                    @Override
                    public List<Article> all() {
                        return List.of();
                    }
                };
        MoneyAssert.isCents(
                300,
                new CatalogPricing(catalog, List.of())
                        .total(List.of(new Order.Line("a", 1), new Order.Line("b", 2))));
    }
}
