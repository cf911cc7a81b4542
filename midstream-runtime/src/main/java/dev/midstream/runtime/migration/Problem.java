package dev.midstream.runtime.migration;

/**
 * Why a plan does not convert every value.
 *
 * @param pair the types whose migration would have to be written
 * @param kind what sort of problem
 * @param place what it is about: {@code Cart.note}
 * @param text what was seen: {@code long → int}
 */
record Problem(Step.Pair pair, Kind kind, String place, String text) {

    /** The sorts of problems. */
    enum Kind {
        /** A number that the new type cannot always hold. */
        NARROWED,
        /** A component, or a type, that became something else. */
        CHANGED,
        /** A new component that old values have nothing for. */
        ADDED,
        /** A declared default that is no value of its type. */
        BAD_DEFAULT,
        /** A constant that is gone. */
        REMOVED_CONSTANT,
        /** A case that is gone. */
        REMOVED_CASE,
        /** Several written migrations fit. */
        AMBIGUOUS
    }
}
