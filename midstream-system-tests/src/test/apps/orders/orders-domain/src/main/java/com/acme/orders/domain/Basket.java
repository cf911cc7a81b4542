package com.acme.orders.domain;

import java.util.List;

/** What somebody wants to order. */
public record Basket(String customer, List<Order.Line> lines) {}
