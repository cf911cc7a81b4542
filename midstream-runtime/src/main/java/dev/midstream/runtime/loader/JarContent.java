package dev.midstream.runtime.loader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A jar, unpacked in memory: entry name to bytes, with the entries of a multi-release jar as this
 * JDK sees them. Signatures are not looked at: who may bring a jar is decided before it gets here.
 * Immutable.
 */
public final class JarContent {

    private static final String META_INF = "META-INF/";
    private static final String MANIFEST = META_INF + "MANIFEST.MF";
    private static final String VERSIONS = META_INF + "versions/";
    private static final String CLASS = ".class";

    /** Multi-release jars came with this one; lower numbers mean nothing. */
    private static final int FIRST_VERSION = 9;

    /** Keeps the addresses of jars apart that are no files. */
    private static final AtomicLong UNSHELVED = new AtomicLong();

    private final Map<String, byte[]> entries;
    private final Map<String, String> versioned;
    private final Set<String> directories;
    private final Optional<Manifest> manifest;
    private final Optional<Path> file;
    private final URL location;

    private JarContent(Unpacked unpacked, Optional<Path> file) throws IOException {
        this.entries = unpacked.entries;
        this.versioned = unpacked.versioned();
        this.directories = unpacked.directories;
        this.manifest = unpacked.manifest;
        this.file = file;
        this.location = location(file);
    }

    private static URL location(Optional<Path> file) throws MalformedURLException {
        URI uri =
                file.isPresent()
                        ? file.get().toUri()
                        : URI.create("file:/midstream/" + UNSHELVED.incrementAndGet() + ".jar");
        return uri.toURL();
    }

    /**
     * Unpacks a jar that is no file.
     *
     * @throws IOException if it is no readable zip
     */
    public static JarContent read(byte[] jar) throws IOException {
        return read(jar, Optional.empty());
    }

    /**
     * Unpacks a jar.
     *
     * @param file where the same bytes lie as long as this content is used, if they do
     * @throws IOException if it is no readable zip
     */
    static JarContent read(byte[] jar, Optional<Path> file) throws IOException {
        if (jar.length < 2 || jar[0] != 'P' || jar[1] != 'K') {
            // A stream of entries takes anything else for a jar without entries.
            throw new IOException("no zip in " + jar.length + " bytes");
        }
        Unpacked unpacked = new Unpacked();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isDirectory()) {
                    unpacked.directory(entry.getName());
                } else {
                    unpacked.add(entry.getName(), in.readAllBytes());
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("an entry's name is not valid: " + e.getMessage(), e);
        }
        return new JarContent(unpacked, file);
    }

    /** A jar while it is read. */
    private static final class Unpacked {
        final Map<String, byte[]> entries = new HashMap<>();
        final Set<String> directories = new HashSet<>();
        private final TreeMap<Integer, Map<String, String>> versions = new TreeMap<>();
        Optional<Manifest> manifest = Optional.empty();

        void add(String name, byte[] content) throws IOException {
            if (entries.putIfAbsent(name, content) != null) {
                return;
            }
            directory(name.substring(0, name.lastIndexOf('/') + 1));
            if (name.equalsIgnoreCase(MANIFEST)) {
                manifest = Optional.of(new Manifest(new ByteArrayInputStream(content)));
            }
            if (name.startsWith(VERSIONS)) {
                addVersioned(name);
            }
        }

        /** Every directory on the way, whether the jar lists it or not. */
        void directory(String name) {
            int slash = name.lastIndexOf('/');
            while (slash > 0 && directories.add(name.substring(0, slash))) {
                slash = name.lastIndexOf('/', slash - 1);
            }
        }

        private void addVersioned(String name) {
            int slash = name.indexOf('/', VERSIONS.length());
            String number = slash < 0 ? "" : name.substring(VERSIONS.length(), slash);
            String plain = name.substring(slash + 1);
            if (!number.isEmpty()
                    && number.length() < 5
                    && number.chars().allMatch(Character::isDigit)
                    && !plain.startsWith(META_INF)) { // never versioned, says the format
                versions.computeIfAbsent(Integer.valueOf(number), n -> new HashMap<>())
                        .put(plain, name);
            }
        }

        /** Puts the entries of this JDK's version in place; the names they have in the jar. */
        Map<String, String> versioned() {
            Map<String, String> chosen = new HashMap<>();
            if (manifest.filter(JarContent::isMultiRelease).isPresent()) {
                versions.subMap(FIRST_VERSION, true, Runtime.version().feature(), true)
                        .values()
                        .forEach(chosen::putAll);
            }
            Map<String, byte[]> contents = new HashMap<>();
            chosen.forEach((plain, name) -> contents.put(plain, entries.get(name)));
            entries.putAll(contents);
            contents.keySet()
                    .forEach(plain -> directory(plain.substring(0, plain.lastIndexOf('/') + 1)));
            return Map.copyOf(chosen);
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

    /** Whether it has entries below a name, with or without a slash at the end. */
    boolean isDirectory(String name) {
        return directories.contains(
                name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
    }

    /** The name under which an entry stands in the jar: another one if it is a version's. */
    String nameInJar(String name) {
        return versioned.getOrDefault(name, name);
    }

    /** Where it lies as a file, if it does. */
    Optional<Path> file() {
        return file;
    }

    /** Its address, {@code file:…}; unique, and that of a file if it is one. */
    URL location() {
        return location;
    }

    /** The jar's manifest. */
    public Optional<Manifest> manifest() {
        return manifest;
    }

    /** The class files that a loader would define: entry name to bytes. */
    public Map<String, byte[]> classes() {
        Map<String, byte[]> classes = new TreeMap<>();
        entries.forEach((name, content) -> {
            if (name.endsWith(CLASS)
                    && !name.startsWith(META_INF)
                    && !name.endsWith("module-info.class")) {
                classes.put(name, content);
            }
        });
        return classes;
    }
}
