package com.acme.pricing;

import com.acme.catalog.domain.Catalog;
import com.acme.catalog.domain.UnknownArticle;
import com.acme.money.Money;
import com.acme.orders.domain.Discount;
import com.acme.orders.domain.InvalidOrder;
import com.acme.orders.domain.Order;
import com.acme.orders.domain.Pricing;
import java.util.List;

record CatalogPricing(Catalog catalog, List<Discount> discounts) implements Pricing {

    @Override
    public Money total(List<Order.Line> lines) throws InvalidOrder {
        Money total = Money.ZERO;
        for (Order.Line line : lines) {
            try {
                total = total.plus(catalog.article(line.sku()).price().times(line.qty()));
            } catch (UnknownArticle e) {
                throw new InvalidOrder(List.of("there is no " + e.sku()));
            }
        }
        int percent = discounts.stream().mapToInt(d -> d.percent(lines)).max().orElse(0);
        return total.less(percent);
    }
}
