package dev.midstream.benchmarks.contract;

/** Where the module hands its service to the host, so that the host can also call it directly. */
public interface Register {

    /** Called once, by the module's constructor. */
    void register(Quote quote);
}
