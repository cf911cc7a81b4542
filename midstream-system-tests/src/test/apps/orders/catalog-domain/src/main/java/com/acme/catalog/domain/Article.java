package com.acme.catalog.domain;

import com.acme.money.Money;

/** Something for sale. */
public record Article(String sku, String name, Money price) {}
