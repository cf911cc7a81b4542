package com.example.shop.contract;

/** The price of some pieces of one article. */
public record Quote(String sku, int qty, long totalCents) {}
