package dev.midstream.build.compile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Reads and writes jars whose bytes depend on their content alone. */
public final class Jars {

    /** What a jar may unpack to; more is a mistake or an attack. */
    static final long LIMIT_BYTES = 1L << 30;

    /** The length of a zip without entries. */
    public static final int EMPTY_BYTES = 22;

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    // The oldest time that a zip can hold in every zone; the value itself means nothing.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private Jars() {}

    /**
     * A jar: sorted, stored, without a time of day. Deflating would add the zip library's taste.
     */
    public static byte[] write(SortedMap<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                CRC32 crc = new CRC32();
                crc.update(file.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setTimeLocal(NO_TIME);
                entry.setSize(file.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return bytes.toByteArray();
    }

    /** All files of a jar. */
    public static SortedMap<String, byte[]> read(byte[] jar) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        long total = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                byte[] content = zip.readNBytes((int) (LIMIT_BYTES - total));
                total += content.length;
                if (total >= LIMIT_BYTES) {
                    throw new IOException("unpacks to more than " + (LIMIT_BYTES >> 20) + " MiB");
                }
                entries.put(entry.getName(), content);
            }
        } catch (IllegalArgumentException badName) {
            throw new IOException("an entry's name cannot be read", badName);
        }
        if (entries.isEmpty()) {
            throw new IOException("no readable zip, or an empty one, in " + jar.length + " bytes");
        }
        return entries;
    }

    /** Whether a jar has any class. */
    public static boolean hasClasses(byte[] jar) throws IOException {
        return read(jar).keySet().stream().anyMatch(name -> name.endsWith(".class"));
    }

    /**
     * A jar that another tool wrote, without what that tool adds about itself: time, order, Maven's
     * description, manifest (but whether it is multi-release) and signatures.
     */
    public static byte[] normalise(byte[] jar) throws IOException {
        SortedMap<String, byte[]> entries = read(jar);
        byte[] manifest = entries.remove(MANIFEST);
        entries.keySet().removeIf(Jars::describesTheJar);
        if (manifest != null && multiRelease(manifest)) {
            entries.put(
                    MANIFEST,
                    "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
        }
        return write(entries);
    }

    private static boolean describesTheJar(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        boolean signature =
                upper.endsWith(".SF")
                        || upper.endsWith(".RSA")
                        || upper.endsWith(".DSA")
                        || upper.endsWith(".EC");
        return upper.startsWith("META-INF/MAVEN/")
                || name.equals("module-info.class")
                || signature
                        && upper.lastIndexOf('/') == "META-INF".length()
                        && upper.startsWith("META-INF/");
    }

    private static boolean multiRelease(byte[] manifest) throws IOException {
        Attributes main = new Manifest(new ByteArrayInputStream(manifest)).getMainAttributes();
        return "true".equalsIgnoreCase(main.getValue(Attributes.Name.MULTI_RELEASE));
    }
}
