package com.example.shop.contract;

/** The price of some pieces of one article, and how much off the list price it is. */
public record Quote(String sku, int qty, long totalCents, int percentOff) {}
