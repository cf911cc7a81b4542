package dev.midstream.runtime.migration;

import dev.midstream.runtime.shape.Container;
import dev.midstream.runtime.shape.Type;
import java.util.List;

/** How a value of one type becomes one of another. */
sealed interface Step {

    /** It is one already. */
    record Same(Type.Leaf type) implements Step {}

    /** A number that becomes another kind of number; fails where that cannot hold it. */
    record Numeric(Type.Leaf from, Type.Leaf to) implements Step {}

    /** What a container holds, one by one; for maps keys and values. */
    record Each(Container container, Type from, Type to, List<Step> of) implements Step {}

    /** By the rule that the plan has for two types. */
    record ByRule(Pair pair) implements Step {}

    /** There is no way: fails. */
    record Never(String why) implements Step {}

    /**
     * Two types of which at least one is named.
     *
     * @param derived whether written migrations of the two themselves are left out
     */
    record Pair(Type from, Type to, boolean derived) {

        @Override
        public String toString() {
            return from.source() + " → " + to.source();
        }
    }
}
