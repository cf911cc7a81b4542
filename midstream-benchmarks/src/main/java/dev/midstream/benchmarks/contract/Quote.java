package dev.midstream.benchmarks.contract;

/** A service so cheap that the way to it is all there is to measure. */
public interface Quote {

    /** The price of an article. */
    int priceCents(int article);
}
