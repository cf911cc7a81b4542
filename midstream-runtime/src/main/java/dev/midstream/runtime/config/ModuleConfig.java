package dev.midstream.runtime.config;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one module is configured with. Two are equal if every component has the same text, secrets
 * included, wherever it comes from.
 *
 * @param values the texts by component, {@code limits.maxLines}; a component without a value has
 *     none
 */
public record ModuleConfig(SortedMap<String, Value> values) {

    /** Of a module that takes no configuration. */
    public static final ModuleConfig NONE = new ModuleConfig(new TreeMap<>());

    private static final String HIDDEN = "***";

    /** Copies. */
    public ModuleConfig {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /**
     * A component's text.
     *
     * @param text as it was written
     * @param secret whether it must not be shown
     */
    public record Value(String text, boolean secret) {

        /** The text, or asterisks. */
        public String shown() {
            return secret ? HIDDEN : text;
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /** A component's text. */
    public Optional<String> text(String component) {
        return Optional.ofNullable(values.get(component)).map(Value::text);
    }

    /** A text in which every secret of this configuration is replaced by asterisks. */
    public String masked(String text) {
        String masked = text;
        for (Value value : values.values()) {
            if (value.secret() && !value.text().isEmpty()) {
                masked = masked.replace(value.text(), HIDDEN);
                for (String element : ConfigType.elements(value.text())) {
                    masked = element.isEmpty() ? masked : masked.replace(element, HIDDEN);
                }
            }
        }
        return masked;
    }

    /** The values as they may be shown, by component. */
    public SortedMap<String, String> shown() {
        SortedMap<String, String> shown = new TreeMap<>();
        for (Map.Entry<String, Value> value : values.entrySet()) {
            shown.put(value.getKey(), value.getValue().shown());
        }
        return shown;
    }
}
