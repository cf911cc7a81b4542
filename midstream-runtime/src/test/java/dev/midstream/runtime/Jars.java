package dev.midstream.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars in memory. */
public final class Jars {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private Jars() {}

    /** A jar of these entries: its manifest first, the others sorted, without a time of day. */
    public static byte[] of(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<String, byte[]> others = new TreeMap<>(entries);
        byte[] manifest = others.remove(MANIFEST);
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            if (manifest != null) {
                add(zip, MANIFEST, manifest);
            }
            for (Map.Entry<String, byte[]> entry : others.entrySet()) {
                add(zip, entry.getKey(), entry.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array can be written", impossible);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
