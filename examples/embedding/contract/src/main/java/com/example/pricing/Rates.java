package com.example.pricing;

/** What the application provides to its modules. */
public interface Rates {

    /** Value added tax in percent, as of now. */
    int taxPercent();
}
