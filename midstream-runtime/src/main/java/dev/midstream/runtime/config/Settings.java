package dev.midstream.runtime.config;

import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The texts of one source, by key, each with its place.
 *
 * @param name the source, as messages name it
 * @param byKey the settings, in the source's order
 */
public record Settings(String name, Map<String, Setting> byKey) {

    /** Bytes that a file of settings may have. */
    public static final int LIMIT_BYTES = 1 << 20;

    /**
     * One text.
     *
     * @param text as it was written, with escapes resolved
     * @param where its place: a file with a line, or an environment variable's name
     */
    public record Setting(String text, String where) {}

    /**
     * Reads the text of a properties file.
     *
     * @param name the file, as messages name it
     * @throws Refused if a key stands in it twice, or an escape is malformed
     */
    public static Settings parse(String name, String text) throws Refused {
        Map<String, Setting> byKey = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            int begin = at;
            StringBuilder logical = new StringBuilder(lines.get(at));
            // The JDK reads one logical line at a time, so that each setting has a line number.
            while (!isComment(logical) && continues(logical) && at + 1 < lines.size()) {
                logical.append('\n').append(lines.get(++at));
            }
            String where = name + ":" + (begin + 1);
            for (Map.Entry<Object, Object> one : load(where, logical.toString()).entrySet()) {
                String key = one.getKey().toString();
                Setting other = byKey.put(key, new Setting(one.getValue().toString(), where));
                if (other != null) {
                    throw new Refused(
                            ConfigError.DUPLICATE,
                            key,
                            "is set at " + other.where() + " and again at " + where,
                            "Keep one of the two lines");
                }
            }
        }
        return new Settings(name, byKey);
    }

    private static boolean isComment(CharSequence line) {
        String text = line.toString().stripLeading();
        return text.startsWith("#") || text.startsWith("!");
    }

    private static boolean continues(CharSequence line) {
        int slashes = 0;
        while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private static Properties load(String where, String line) throws Refused {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(line));
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    ConfigError.UNREADABLE,
                    where,
                    "is no line of a properties file: " + e.getMessage(),
                    "Write a backslash as \\\\, and a character as it is");
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
        return properties;
    }

    /** Settings as a properties file has them, sorted and without a date. */
    static String write(SortedMap<String, String> settings) {
        StringBuilder text = new StringBuilder();
        settings.forEach((key, value) -> {
            Properties one = new Properties();
            one.setProperty(key, value);
            StringWriter written = new StringWriter();
            try {
                one.store(written, null);
            } catch (IOException impossible) {
                throw new UncheckedIOException("writing to memory", impossible);
            }
            text.append(
                    written.toString()
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .collect(Collectors.joining("\n", "", "\n")));
        });
        return text.toString();
    }
}
