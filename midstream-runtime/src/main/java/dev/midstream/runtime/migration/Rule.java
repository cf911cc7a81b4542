package dev.midstream.runtime.migration;

import dev.midstream.runtime.shape.Type;
import dev.midstream.runtime.shape.Written;
import java.util.List;
import java.util.Map;

/** How values of a named type are converted. */
sealed interface Rule {

    /** A record by its components, one source for each of the new one's. */
    record Fields(List<Source> sources) implements Rule {}

    /** Where a component comes from. */
    sealed interface Source {

        /** The old record's component of the same name, at a position. */
        record Taken(int position, Step step) implements Source {}

        /** Nowhere: the declared default, or empty. */
        record Filled(Type type, java.util.Optional<String> byDefault) implements Source {}

        /** Nowhere, and there is no default: fails. */
        record Missing(String why) implements Source {}
    }

    /** An enum, by name; fails for constants that the new one lacks. */
    record Constants() implements Rule {}

    /** A sealed type by its cases, all the way down; fails for those that have none. */
    record Cases(Map<Type.Named, Step> cases) implements Rule {}

    /**
     * Written migrations, with a derived step between the worlds.
     *
     * @param before methods of the old world, in order
     * @param across from the result of those to the parameter of the next
     * @param after methods of the new world, in order
     */
    record Chain(List<Written> before, Step across, List<Written> after) implements Rule {}

    /** There is no way: fails. */
    record Nowhere(String why) implements Rule {}
}
