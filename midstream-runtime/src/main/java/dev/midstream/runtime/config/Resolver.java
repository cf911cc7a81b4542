package dev.midstream.runtime.config;

import dev.midstream.runtime.config.ConfigShape.Component;
import dev.midstream.runtime.config.ConfigSources.Read;
import dev.midstream.runtime.config.ModuleConfig.Value;
import dev.midstream.runtime.config.Settings.Setting;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the text of every component, and checks it. Sources, each stronger than the one before: the
 * declared default, the artefact's own settings, the home's, the environment.
 */
public final class Resolver {

    private final SortedMap<String, List<ConfigShape>> shapes;
    private final Set<String> modules;
    private final Read read;
    private final Optional<Settings> recorded;
    private final SortedMap<String, SortedMap<String, Component>> known = new TreeMap<>();
    private final Variables variables;
    private final List<Finding> findings = new ArrayList<>();

    private Resolver(
            SortedMap<String, List<ConfigShape>> shapes,
            Set<String> modules,
            Read read,
            Optional<Settings> recorded) {
        this.shapes = shapes;
        this.modules = modules;
        this.read = read;
        this.recorded = recorded;
        shapes.forEach((module, records) -> {
            SortedMap<String, Component> leaves = new TreeMap<>();
            records.forEach(shape -> leaves.putAll(shape.leaves()));
            known.put(module, leaves);
        });
        this.variables = new Variables(known, read.environment());
    }

    /**
     * What came out.
     *
     * @param configuration checked, if no finding is an error
     * @param findings what is wrong, and what does nothing
     */
    public record Resolved(Configuration configuration, List<Finding> findings) {

        /** Whether it can be used. */
        public boolean usable() {
            return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
        }
    }

    /**
     * Resolves an app's configuration.
     *
     * @param shapes the records that each module takes; modules without any may be left out
     * @param modules the names of all modules of the app
     * @param sources where settings come from
     * @param artefact the artefact's own settings, as text
     * @param recorded what a rollback goes back to, as {@link Configuration#recorded} wrote it;
     *     only secrets are read from the sources then
     * @throws Refused if a source cannot be read at all
     */
    public static Resolved resolve(
            SortedMap<String, List<ConfigShape>> shapes,
            Set<String> modules,
            ConfigSources sources,
            String artefact,
            Optional<String> recorded)
            throws Refused {
        Optional<Settings> record = Optional.empty();
        if (recorded.isPresent()) {
            record = Optional.of(Settings.parse("the recorded configuration", recorded.get()));
        }
        return new Resolver(shapes, modules, sources.read(artefact), record).resolve();
    }

    private Resolved resolve() {
        SortedMap<String, ModuleConfig> configs = new TreeMap<>();
        known.forEach((module, leaves) -> configs.put(module, module(module, leaves)));
        if (recorded.isEmpty()) {
            checkKeys(read.artefact());
            checkKeys(read.file());
            findings.addAll(variables.findings());
        }
        findings.sort((a, b) -> a.severity().compareTo(b.severity()));
        return new Resolved(new Configuration(configs), List.copyOf(findings));
    }

    private ModuleConfig module(String module, SortedMap<String, Component> leaves) {
        SortedMap<String, Value> values = new TreeMap<>();
        leaves.forEach((path, component) -> {
            if (component.type() instanceof ConfigType.Unsupported unsupported) {
                findings.add(unsupported(module, path, unsupported));
            } else {
                checkDefault(module, path, component);
                setting(module, path, component)
                        .filter(setting -> isFine(module, path, component, setting))
                        .ifPresent(setting ->
                                values.put(
                                        path,
                                        new Value(setting.text(), component.type().secret())));
            }
        });
        return new ModuleConfig(values);
    }

    private Optional<Setting> setting(String module, String path, Component component) {
        String key = module + "." + path;
        boolean secret = component.type().secret();
        if (secret && read.artefact().byKey().containsKey(key)) {
            findings.add(secretIn(key, String.valueOf(at(read.artefact(), key).where())));
        }
        if (recorded.isPresent() && !secret) {
            return Optional.ofNullable(recorded.get().byKey().get(key));
        }
        Optional<Setting> variable = variables.setting(module, path);
        if (variable.isPresent()) {
            return variable;
        }
        for (Settings file : List.of(read.file(), read.artefact())) {
            Setting setting = file.byKey().get(key);
            if (setting != null) {
                return Optional.of(setting);
            }
        }
        Optional<Setting> byDefault =
                component.byDefault().map(text -> new Setting(text, "its default"));
        if (byDefault.isEmpty() && !component.type().optional()) {
            findings.add(missing(module, path, component));
        }
        return byDefault;
    }

    private static Setting at(Settings settings, String key) {
        return Optional.ofNullable(settings.byKey().get(key)).orElseThrow();
    }

    private boolean isFine(String module, String path, Component component, Setting setting) {
        ConfigType type = component.type();
        if (type instanceof ConfigType.Maybe && setting.text().isEmpty()) {
            return false; // written as empty: none
        }
        try {
            type.check(setting.text());
            return true;
        } catch (IllegalArgumentException e) {
            if (!setting.where().equals("its default")) {
                String seen = type.secret() ? "the text" : "'" + setting.text() + "'";
                findings.add(
                        Finding.error(
                                ConfigError.MALFORMED,
                                module + "." + path,
                                seen
                                        + " from "
                                        + setting.where()
                                        + " is not "
                                        + type.expected()
                                        + hint(type, setting.text()),
                                "Write, for example, " + type.example()));
            }
            return false;
        }
    }

    private static String hint(ConfigType type, String text) {
        return switch (type) {
            case ConfigType.Choice choice -> Similar.hint(text, choice.constants());
            case ConfigType.Maybe maybe -> hint(maybe.of(), text);
            default -> "";
        };
    }

    private void checkDefault(String module, String path, Component component) {
        if (component.byDefault().isEmpty()) {
            return;
        }
        String key = module + "." + path;
        if (component.type().secret()) {
            findings.add(secretIn(key, "@Default of " + path));
            return;
        }
        try {
            component.type().check(component.byDefault().get());
        } catch (IllegalArgumentException e) {
            findings.add(
                    Finding.error(
                            ConfigError.BAD_DEFAULT,
                            key,
                            "@Default(\""
                                    + component.byDefault().get()
                                    + "\") is not "
                                    + component.type().expected(),
                            "Write, for example, @Default(\""
                                    + component.type().example()
                                    + "\")"));
        }
    }

    private Finding missing(String module, String path, Component component) {
        String key = module + "." + path;
        return Finding.error(
                ConfigError.MISSING,
                key,
                "has no value and no default; " + component.type().expected() + " expected",
                "Add "
                        + key
                        + "="
                        + component.type().example()
                        + " to "
                        + read.place()
                        + ", or set "
                        + Variables.name(module, path)
                        + " for the host");
    }

    private static Finding secretIn(String key, String where) {
        return Finding.error(
                ConfigError.SECRET_IN_ARTEFACT,
                key,
                "is a Secret and stands in the artefact (" + where + "), where all can read it",
                "Remove it there; set it in the home's "
                        + ConfigSources.FILE
                        + " or in the host's environment, and take it for known");
    }

    private static Finding unsupported(
            String module, String path, ConfigType.Unsupported unsupported) {
        return Finding.error(
                ConfigError.UNSUPPORTED,
                module + "." + path,
                "is of type " + unsupported.source() + ", which cannot be configured",
                "Use String, a primitive, an enum, Duration, Path, URI, BigDecimal, Secret, an"
                        + " Optional or List of one of these, or a record of such components");
    }

    private void checkKeys(Settings settings) {
        settings.byKey()
                .forEach((key, setting) -> {
                    Optional<String> module = owner(key);
                    if (module.isEmpty()) {
                        findings.add(unknownModule(key, setting));
                    } else {
                        String path = key.substring(module.get().length() + 1);
                        SortedMap<String, Component> leaves =
                                known.getOrDefault(module.get(), new TreeMap<>());
                        if (!leaves.containsKey(path)) {
                            findings.add(unknownKey(module.get(), path, leaves, setting));
                        }
                    }
                });
    }

    /** The module with the longest name that a key begins with. */
    private Optional<String> owner(String key) {
        return modules.stream()
                .filter(module -> key.startsWith(module + "."))
                .max((a, b) -> Integer.compare(a.length(), b.length()));
    }

    private Finding unknownModule(String key, Setting setting) {
        int dot = key.indexOf('.');
        String name = dot < 0 ? key : key.substring(0, dot);
        return Finding.warning(
                ConfigError.UNKNOWN_MODULE,
                key,
                "set at "
                        + setting.where()
                        + ", and the app has no module '"
                        + name
                        + "'"
                        + Similar.hint(name, modules)
                        + "; it does nothing",
                "Write module.component, or remove the line");
    }

    private Finding unknownKey(
            String module, String path, Map<String, Component> leaves, Setting setting) {
        String takes =
                leaves.isEmpty()
                        ? "takes no configuration"
                                + (shapes.isEmpty() ? "" : ", unlike " + takers())
                        : "takes " + String.join(", ", leaves.keySet());
        return Finding.error(
                ConfigError.UNKNOWN_KEY,
                module + "." + path,
                "set at "
                        + setting.where()
                        + ", and module '"
                        + module
                        + "' "
                        + takes
                        + Similar.hint(path, leaves.keySet()),
                "Mend the key, or remove the line");
    }

    private String takers() {
        return String.join(", ", shapes.keySet());
    }
}
