package dev.midstream.runtime.config;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A configuration record, as its bytecode shows it.
 *
 * @param className its binary name
 * @param components its components, in order
 */
public record ConfigShape(String className, List<Component> components) {

    /**
     * A component.
     *
     * @param name its name, and the end of its key
     * @param type what it can be made of
     * @param byDefault its declared default
     */
    public record Component(String name, ConfigType type, Optional<String> byDefault) {}

    /** Every component that has a text of its own, by key: {@code limits.maxLines}. */
    SortedMap<String, Component> leaves() {
        SortedMap<String, Component> leaves = new TreeMap<>();
        addTo(leaves, "");
        return leaves;
    }

    private void addTo(SortedMap<String, Component> leaves, String prefix) {
        for (Component component : components) {
            if (component.type() instanceof ConfigType.Nested nested) {
                nested.shape().addTo(leaves, prefix + component.name() + ".");
            } else {
                leaves.put(prefix + component.name(), component);
            }
        }
    }
}
