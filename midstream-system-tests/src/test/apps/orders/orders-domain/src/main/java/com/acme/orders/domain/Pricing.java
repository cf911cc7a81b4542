package com.acme.orders.domain;

import com.acme.money.Money;
import java.util.List;

/** What things cost. */
public interface Pricing {

    /**
     * The price of all lines.
     *
     * @throws InvalidOrder if an article does not exist
     */
    Money total(List<Order.Line> lines) throws InvalidOrder;
}
