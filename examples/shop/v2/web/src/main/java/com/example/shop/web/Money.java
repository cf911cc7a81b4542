package com.example.shop.web;

/** How the shop writes an amount. */
final class Money {

    private Money() {}

    static String format(long cents) {
        long rest = cents % 100;
        return "EUR " + cents / 100 + (rest < 10 ? ".0" : ".") + rest;
    }

    /** The tax of 19 percent that an amount contains. */
    static String taxIn(long cents) {
        return format((cents * 19 + 59) / 119);
    }
}
