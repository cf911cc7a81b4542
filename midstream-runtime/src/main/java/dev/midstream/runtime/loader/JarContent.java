package dev.midstream.runtime.loader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * A jar, unpacked in memory: entry name to bytes, with the entries of a multi-release jar as this
 * JDK sees them. Immutable.
 */
public final class JarContent {

    private static final String VERSIONS = "META-INF/versions/";
    private static final String CLASS = ".class";

    private final Map<String, byte[]> entries;
    private final Optional<Manifest> manifest;

    private JarContent(Map<String, byte[]> entries, Optional<Manifest> manifest) {
        this.entries = entries;
        this.manifest = manifest;
    }

    /**
     * Unpacks a jar.
     *
     * @throws IOException if it is no readable zip
     */
    public static JarContent read(byte[] jar) throws IOException {
        if (jar.length < 2 || jar[0] != 'P' || jar[1] != 'K') {
            // A stream of entries takes anything else for a jar without entries.
            throw new IOException("no zip in " + jar.length + " bytes");
        }
        Map<String, byte[]> entries = new HashMap<>();
        TreeMap<Integer, Map<String, byte[]>> versions = new TreeMap<>();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar), false)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                byte[] content = in.readAllBytes();
                entries.putIfAbsent(entry.getName(), content);
                addVersioned(versions, entry.getName(), content);
            }
            Optional<Manifest> manifest = Optional.ofNullable(in.getManifest());
            if (manifest.filter(JarContent::isMultiRelease).isPresent()) {
                versions.headMap(Runtime.version().feature(), true).values().stream()
                        .forEach(entries::putAll);
            }
            return new JarContent(entries, manifest);
        } catch (IllegalArgumentException e) {
            throw new IOException("an entry's name is not valid: " + e.getMessage(), e);
        }
    }

    private static void addVersioned(
            Map<Integer, Map<String, byte[]>> versions, String name, byte[] content) {
        if (!name.startsWith(VERSIONS)) {
            return;
        }
        int slash = name.indexOf('/', VERSIONS.length());
        if (slash < 0) {
            return;
        }
        String number = name.substring(VERSIONS.length(), slash);
        if (!number.isEmpty()
                && number.length() < 5
                && number.chars().allMatch(Character::isDigit)) {
            versions.computeIfAbsent(Integer.valueOf(number), n -> new HashMap<>())
                    .put(name.substring(slash + 1), content);
        }
    }

    private static boolean isMultiRelease(Manifest manifest) {
        String value = manifest.getMainAttributes().getValue(Attributes.Name.MULTI_RELEASE);
        return "true".equalsIgnoreCase(value);
    }

    /** The bytes of an entry; empty if there is none. A shared array: do not write to it. */
    public Optional<byte[]> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** All entry names. */
    public Set<String> names() {
        return entries.keySet();
    }

    /** The jar's manifest, if it stands first as it should. */
    public Optional<Manifest> manifest() {
        return manifest;
    }

    /** The class files that a loader would define: entry name to bytes. */
    public Map<String, byte[]> classes() {
        Map<String, byte[]> classes = new TreeMap<>();
        entries.forEach((name, content) -> {
            if (name.endsWith(CLASS)
                    && !name.startsWith("META-INF/")
                    && !name.endsWith("module-info.class")) {
                classes.put(name, content);
            }
        });
        return classes;
    }
}
