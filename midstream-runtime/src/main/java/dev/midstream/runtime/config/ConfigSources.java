package dev.midstream.runtime.config;

import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where an app's settings come from, read anew for each upgrade. Immutable. */
public final class ConfigSources {

    /** The file's name, in an app's folder and in a home. */
    public static final String FILE = "midstream.properties";

    /** How messages name the artefact's own settings. */
    static final String ARTEFACT = FILE + " of the artefact";

    private final Optional<Path> home;
    private final Supplier<Map<String, String>> environment;

    /**
     * Sources.
     *
     * @param home the host's home; its {@code midstream.properties} overrides the artefact's
     * @param environment the host process's variables, which override both
     */
    public ConfigSources(Optional<Path> home, Supplier<Map<String, String>> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** No home, no environment. */
    public static ConfigSources none() {
        return new ConfigSources(Optional.empty(), Map::of);
    }

    /**
     * What the sources say now.
     *
     * @param artefact the artefact's own settings
     * @param file those of the home; without any if there is no file
     * @param place where a missing setting could be written
     * @param environment the variables by name
     */
    record Read(Settings artefact, Settings file, String place, Map<String, String> environment) {}

    /**
     * Reads them.
     *
     * @param settings the text of the artefact's own settings
     * @throws Refused if one cannot be read, or a key stands in one twice
     */
    Read read(String settings) throws Refused {
        Settings artefact = Settings.parse(ARTEFACT, settings);
        if (home.isEmpty()) {
            Settings none = new Settings("", Map.of());
            return new Read(artefact, none, "the app's " + FILE, environment.get());
        }
        Path file = home.get().resolve(FILE);
        return new Read(
                artefact,
                Settings.parse(file.toString(), text(file)),
                file.toString(),
                environment.get());
    }

    private static String text(Path file) throws Refused {
        try {
            if (Files.size(file) > Settings.LIMIT_BYTES) {
                throw new Refused(
                        ConfigError.UNREADABLE,
                        file.toString(),
                        "has " + Files.size(file) + " bytes, at most 1 MiB expected",
                        "Keep settings in it and data elsewhere");
            }
            return Files.readString(file);
        } catch (NoSuchFileException none) {
            return "";
        } catch (CharacterCodingException e) {
            throw new Refused(
                    ConfigError.UNREADABLE,
                    file.toString(),
                    "is no UTF-8 text",
                    "Save it as UTF-8");
        } catch (IOException e) {
            throw new Refused(
                    ConfigError.UNREADABLE,
                    file.toString(),
                    "cannot be read: " + e,
                    "Mend its rights, or remove it");
        }
    }
}
