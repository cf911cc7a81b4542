package dev.midstream.runtime.linkage;

/**
 * A reference in a method's code.
 *
 * @param symbol to what
 * @param line the line in the source; 0 if it is not known
 * @param reach whether a call of the method comes to it
 */
record Reference(Symbol symbol, int line, Reach reach) {

    /** Whether a call of the method comes to a reference. */
    enum Reach {
        /** Each call does: nothing branches before it. */
        CERTAIN,
        /** Some may. */
        POSSIBLE,
        /** Whatever comes of it is caught: the code is prepared for its absence. */
        GUARDED
    }
}
