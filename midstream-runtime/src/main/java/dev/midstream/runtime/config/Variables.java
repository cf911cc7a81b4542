package dev.midstream.runtime.config;

import dev.midstream.runtime.config.ConfigShape.Component;
import dev.midstream.runtime.config.Settings.Setting;
import dev.midstream.runtime.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings from the environment: {@code MIDSTREAM_<MODULE>_<COMPONENT>}. */
final class Variables {

    private static final String PREFIX = "MIDSTREAM_";

    /** Variables of the launcher, which only look like settings of a module called java. */
    private static final Set<String> LAUNCHERS = Set.of("MIDSTREAM_JAVA_OPTS");

    private final Map<String, String> environment;
    private final SortedMap<String, List<String>> keys = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Component>> known;

    Variables(
            SortedMap<String, SortedMap<String, Component>> known,
            Map<String, String> environment) {
        this.known = known;
        this.environment = environment;
        known.forEach((module, leaves) ->
                leaves.keySet()
                        .forEach(path ->
                                keys.computeIfAbsent(name(module, path), name -> new ArrayList<>())
                                        .add(module + "." + path)));
    }

    /** The variable of a component: {@code maxLines} of pricing is MIDSTREAM_PRICING_MAX_LINES. */
    static String name(String module, String path) {
        return PREFIX
                + plain(module)
                + "_"
                + plain(
                        path.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2"));
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** What the environment says about a component. */
    Optional<Setting> setting(String module, String path) {
        String name = name(module, path);
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !LAUNCHERS.contains(name))
                .map(text -> new Setting(text, "the variable " + name));
    }

    /** What in the environment is not clear, or does nothing although it looks as if it did. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (String name : new TreeMap<>(environment).keySet()) {
            List<String> meant = keys.getOrDefault(name, List.of());
            if (LAUNCHERS.contains(name)) {
                continue;
            }
            if (meant.size() > 1) {
                findings.add(
                        Finding.error(
                                ConfigError.AMBIGUOUS_VARIABLE,
                                name,
                                "is set and would mean " + String.join(" as well as ", meant),
                                "Unset it and set them in a file of the home"));
            } else if (meant.isEmpty()) {
                unknown(name).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private Optional<Finding> unknown(String name) {
        return known.entrySet().stream()
                .filter(module -> !module.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .filter(module -> name.startsWith(PREFIX + plain(module) + "_"))
                .findFirst()
                .map(module ->
                        Finding.warning(
                                ConfigError.UNKNOWN_VARIABLE,
                                name,
                                "is set, and module '"
                                        + module
                                        + "' has no such component"
                                        + Similar.hint(name, keys.keySet())
                                        + "; it does nothing",
                                "Mend its name, or unset it"));
    }
}
