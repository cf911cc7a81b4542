package com.example.shop.web;

import java.util.List;

/** What goes out and comes in as JSON; the components' names are the JSON's names. */
final class Answers {

    private Answers() {}

    record QuoteAnswer(String stamp, String sku, int qty, String total, String single) {}

    record OrderAnswer(String stamp, List<LineAnswer> lines, String total) {}

    record LineAnswer(String sku, int qty, String total) {}

    record Problem(String problem) {}

    record Order(String stamp, List<Line> lines) {}

    record Line(String sku, int qty) {}
}
