package dev.midstream.server.embedding.contract;

/** Prices, as a module provides them to the application. */
public interface Pricing {

    /** The price of a quantity. */
    Quote quote(int quantity);
}
