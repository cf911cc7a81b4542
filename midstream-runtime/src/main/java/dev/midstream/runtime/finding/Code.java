package dev.midstream.runtime.finding;

/**
 * The stable identity of a kind of finding, for example {@code MS-LOAD-003}. Implemented by one
 * enum per stage.
 */
public interface Code {

    /** The code as people and scripts see it. Never changes its meaning, never used again. */
    String id();
}
