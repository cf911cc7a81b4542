package dev.midstream.server.bench;

/** Is told how a benchmark goes on. Called on the benchmark's thread. */
public interface BenchListener {

    /** Something that people may want to know. */
    void says(String line);

    /** A run begins. */
    void begins(String what);

    /** A run has given a result. */
    void ended(Contestant contestant, RunResult run);
}
