package dev.midstream.runtime.config;

import dev.midstream.runtime.config.ModuleConfig.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an app is configured with.
 *
 * @param modules the configuration of every module that takes one, by name
 */
public record Configuration(SortedMap<String, ModuleConfig> modules) {

    /** Of an app that takes no configuration. */
    public static final Configuration NONE = new Configuration(new TreeMap<>());

    private static final int DIGITS = 12;

    /** Copies. */
    public Configuration {
        modules = Collections.unmodifiableSortedMap(new TreeMap<>(modules));
    }

    /** The configuration of a module. */
    public ModuleConfig of(String module) {
        ModuleConfig config = modules.get(module);
        return config == null ? ModuleConfig.NONE : config;
    }

    /**
     * What may be written down of it: all values but secrets, as a properties file. A rollback
     * reads it, together with the secrets as they stand then.
     */
    public String recorded() {
        SortedMap<String, String> settings = new TreeMap<>();
        modules.forEach((module, config) ->
                config.values()
                        .forEach((component, value) -> {
                            if (!value.secret()) {
                                settings.put(module + "." + component, value.text());
                            }
                        }));
        return Settings.write(settings);
    }

    /**
     * Names what {@link #recorded} says: the first 12 hexadecimal digits of its SHA-256, empty if
     * it says nothing. Secrets are left out on purpose: a short one could be found from a digest.
     */
    public String digest() {
        return digest(recorded());
    }

    private static String digest(String recorded) {
        if (recorded.isEmpty()) {
            return "";
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(recorded.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }

    /** What is different from another one, a line for each key, secrets without their values. */
    public List<String> changesFrom(Configuration before) {
        SortedSet<String> names = new TreeSet<>(modules.keySet());
        names.addAll(before.modules.keySet());
        List<String> changes = new ArrayList<>();
        for (String module : names) {
            changes.addAll(changes(module, before.of(module), of(module)));
        }
        return changes;
    }

    private static List<String> changes(String module, ModuleConfig from, ModuleConfig to) {
        SortedSet<String> components = new TreeSet<>(from.values().keySet());
        components.addAll(to.values().keySet());
        List<String> changes = new ArrayList<>();
        for (String component : components) {
            Optional<Value> before = value(from.values(), component);
            Optional<Value> after = value(to.values(), component);
            if (!before.equals(after)) {
                changes.add(module + "." + component + " " + shown(before) + " → " + shown(after));
            }
        }
        return changes;
    }

    private static Optional<Value> value(Map<String, Value> values, String component) {
        return Optional.ofNullable(values.get(component));
    }

    private static String shown(Optional<Value> value) {
        return value.map(Value::shown).orElse("(none)");
    }
}
