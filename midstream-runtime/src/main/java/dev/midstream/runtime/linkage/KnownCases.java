package dev.midstream.runtime.linkage;

import java.util.List;

/**
 * A switch that throws for what it does not know, since it knew every case when it was compiled.
 *
 * @param line where it stands; 0 if that is not known
 * @param cases the cases it has
 */
record KnownCases(int line, Cases cases) {

    /** The cases of a switch. */
    sealed interface Cases {

        /**
         * The constants of an enum, by the numbers that a table of the compiler gives them.
         *
         * @param holder the class that holds the table
         * @param table the table's name
         */
        record Numbered(String holder, String table, List<Integer> numbers) implements Cases {}

        /** The constants of an enum, by name. */
        record Named(String type, List<String> constants) implements Cases {}

        /**
         * Types.
         *
         * @param selector what is switched over; Object if the compiler did not write it down
         */
        record Types(String selector, List<String> types) implements Cases {}
    }
}
