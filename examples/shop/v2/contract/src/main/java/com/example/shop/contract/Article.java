package com.example.shop.contract;

/** Something that the shop sells. */
public record Article(String sku, String name, long listCents) {}
