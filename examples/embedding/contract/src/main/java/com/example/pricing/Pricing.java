package com.example.pricing;

/** What a module provides to the application. */
public interface Pricing {

    /** The price of an order, in cents. */
    long cents(String sku, int quantity);

    /** The rule by which {@link #cents} was made, for the customer. */
    String rule();
}
