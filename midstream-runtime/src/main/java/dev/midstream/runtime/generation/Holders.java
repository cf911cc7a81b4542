package dev.midstream.runtime.generation;

import java.util.List;

/** Knows work that holds generations: each door, and the gate itself for threads that entered. */
public interface Holders {

    /** The work that holds a generation now. Called by the drain on its own thread. */
    List<Held> held(Generation generation);
}
