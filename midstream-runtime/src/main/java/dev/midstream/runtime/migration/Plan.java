package dev.midstream.runtime.migration;

import dev.midstream.runtime.shape.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The way from one type to another, in shapes alone. Immutable.
 *
 * @param from the type of the values that there are
 * @param to the type that they are to have
 * @param step what happens to a value
 * @param rules for each pair of types on the way
 * @param problems why it does not convert every value; empty if it does
 * @param filled components that the new type has and the old one has nothing for, {@code
 *     Cart.points}
 * @param dropped components that the old type has and the new one has no place for
 * @param written the written migrations that it uses, {@code Cart.from(Cart.V1)}
 */
record Plan(
        Type from,
        Type to,
        Step step,
        Map<Step.Pair, Rule> rules,
        List<Problem> problems,
        Set<String> filled,
        Set<String> dropped,
        Set<String> written) {

    /** Whether it converts every value. */
    boolean total() {
        return problems.isEmpty();
    }
}
