package dev.midstream.runtime.shop;

/** A contract that stands on the host's class path. */
public interface Answers {

    /** What the modules of one generation say: {@code outer/inner/number of the one below}. */
    String answer();

    /** Waits until the test opens a latch, then answers. */
    String slow(String latch);
}
