package dev.midstream.runtime.artefact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes artefacts: manifest first, then the jars, stored, sorted, without a time of day. */
final class ArtefactWriter {

    static final String MANIFEST = "META-INF/MANIFEST.MF";
    static final String FORMAT = "2";
    static final String MODULES = "modules/";
    static final String LIBRARIES = "libraries/";
    static final String SETTINGS = "midstream.properties";

    static final Attributes.Name FORMAT_NAME = new Attributes.Name("Midstream-Format");
    static final Attributes.Name APP = new Attributes.Name("Midstream-App");
    static final Attributes.Name MODULE = new Attributes.Name("Midstream-Module");
    static final Attributes.Name LIBRARY = new Attributes.Name("Midstream-Library");
    static final Attributes.Name CONFIGURATION = new Attributes.Name("Midstream-Configuration");
    static final Attributes.Name REQUIRES = new Attributes.Name("Midstream-Requires");
    static final Attributes.Name USES = new Attributes.Name("Midstream-Libraries");
    static final Attributes.Name SHARED = new Attributes.Name("Midstream-Shared");
    static final Attributes.Name DIGEST = new Attributes.Name("SHA-256-Digest-Hex");

    // The oldest time that a zip can hold in every zone; the value itself means nothing.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private ArtefactWriter() {}

    static byte[] write(Artefact artefact) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(FORMAT_NAME, FORMAT);
        main.put(APP, artefact.app());
        Map<String, byte[]> entries = new TreeMap<>();
        for (Artefact.Module module : artefact.modules()) {
            Attributes attributes = new Attributes();
            attributes.put(MODULE, module.name());
            attributes.put(REQUIRES, String.join(" ", module.requires()));
            attributes.put(USES, String.join(" ", module.libraries()));
            add(manifest, entries, MODULES + module.name() + ".jar", attributes, module.jar());
        }
        for (Artefact.Library library : artefact.libraries()) {
            Attributes attributes = new Attributes();
            attributes.put(LIBRARY, library.id());
            if (library.shared()) {
                attributes.put(SHARED, "true");
            }
            String entry = LIBRARIES + library.id().replace(':', '_') + ".jar";
            add(manifest, entries, entry, attributes, library.jar());
        }
        if (!artefact.settings().isEmpty()) {
            Attributes attributes = new Attributes();
            attributes.put(CONFIGURATION, "settings");
            byte[] settings = artefact.settings().getBytes(StandardCharsets.UTF_8);
            add(manifest, entries, SETTINGS, attributes, settings);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ByteArrayOutputStream manifestBytes = new ByteArrayOutputStream();
            manifest.write(manifestBytes);
            store(zip, MANIFEST, manifestBytes.toByteArray());
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                store(zip, entry.getKey(), entry.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return bytes.toByteArray();
    }

    private static void add(
            Manifest manifest,
            Map<String, byte[]> entries,
            String entry,
            Attributes attributes,
            byte[] jar) {
        attributes.put(DIGEST, Artefact.sha256(jar));
        if (entries.put(entry, jar) != null) {
            throw new IllegalArgumentException("'" + entry + "' stands in the artefact twice");
        }
        manifest.getEntries().put(entry, attributes);
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
