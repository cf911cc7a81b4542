package com.example.shop.web;

/** How the shop writes an amount. */
final class Money {

    private Money() {}

    static String format(long cents) {
        long rest = cents % 100;
        return cents / 100 + (rest < 10 ? ".0" : ".") + rest + " EUR";
    }
}
