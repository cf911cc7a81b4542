package dev.midstream.benchmarks.contract;

/** Actors that keep something. */
public interface Keep {

    /** Makes actors, and waits until they are there. */
    void create(int from, int to);

    /** Asks one actor; how often it was asked, with this time. */
    long touch(int actor);
}
