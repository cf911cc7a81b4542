package dev.midstream.runtime.artefact;

import dev.midstream.runtime.finding.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads artefacts and believes nothing: every entry is listed, present, and as its digest says. */
final class ArtefactReader {

    /** Bytes that an artefact may unpack to; a zip that is larger is a mistake or an attack. */
    static final long LIMIT_BYTES = 1L << 30;

    /** The record that ends a zip: its signature, and its length without a comment. */
    private static final int END_SIGNATURE = 0x06054b50;

    private static final int END_BYTES = 22;

    private ArtefactReader() {}

    static Artefact read(byte[] file) throws Refused {
        return read(file, LIMIT_BYTES);
    }

    static Artefact read(byte[] file, long limit) throws Refused {
        Map<String, byte[]> entries = unzip(file, limit);
        Manifest manifest = manifest(entries);
        String app = manifest.getMainAttributes().getValue(ArtefactWriter.APP);
        if (app == null || app.isBlank()) {
            throw format("its manifest names no app");
        }
        List<Artefact.Module> modules = new ArrayList<>();
        List<Artefact.Library> libraries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        String settings = "";
        for (Map.Entry<String, Attributes> listed : manifest.getEntries().entrySet()) {
            byte[] jar = checked(entries, listed.getKey(), listed.getValue());
            String module = listed.getValue().getValue(ArtefactWriter.MODULE);
            String library = listed.getValue().getValue(ArtefactWriter.LIBRARY);
            if (module != null) {
                unique(names, "module", module);
                Set<String> requires = words(listed.getValue(), ArtefactWriter.REQUIRES);
                List<String> uses = List.copyOf(words(listed.getValue(), ArtefactWriter.USES));
                modules.add(new Artefact.Module(module, requires, uses, jar));
            } else if (library != null) {
                unique(names, "library", library);
                boolean shared = "true".equals(listed.getValue().getValue(ArtefactWriter.SHARED));
                libraries.add(new Artefact.Library(library, shared, jar));
            } else if (listed.getValue().getValue(ArtefactWriter.CONFIGURATION) != null) {
                settings = new String(jar, StandardCharsets.UTF_8);
            } else {
                throw format("entry '" + listed.getKey() + "' is neither a module nor a library");
            }
        }
        if (!entries.isEmpty()) {
            throw new Refused(
                    ArtefactError.DIGEST,
                    "artefact",
                    "holds entries that its manifest does not list: " + entries.keySet(),
                    "Build it again with `midstream build`");
        }
        Artefact artefact = new Artefact(app, modules, libraries, settings);
        checkReferences(artefact);
        return artefact;
    }

    private static Map<String, byte[]> unzip(byte[] file, long limit) throws Refused {
        Map<String, byte[]> entries = new HashMap<>();
        long total = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes((int) (limit - total));
                total += content.length;
                if (total >= limit) {
                    throw new Refused(
                            ArtefactError.TOO_LARGE,
                            "artefact",
                            "unpacks to more than " + (limit >> 20) + " MiB",
                            "Remove libraries that the app does not need");
                }
                if (entries.put(entry.getName(), content) != null) {
                    throw new Refused(
                            ArtefactError.DUPLICATE,
                            "artefact",
                            "entry '" + entry.getName() + "' stands in it twice",
                            "Build it again with `midstream build`");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(file, String.valueOf(e.getMessage()));
        }
        if (entries.isEmpty()) {
            throw unreadable(file, "no zip entry found");
        }
        if (!isComplete(file)) {
            throw unreadable(file, "it ends before its directory does");
        }
        return entries;
    }

    /** Whether the zip's directory ends where the file ends; reading entries never gets there. */
    private static boolean isComplete(byte[] file) {
        int end = file.length - END_BYTES;
        if (end < 0) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int directoryBytes = bytes.getInt(end + 12);
        int directoryBegin = bytes.getInt(end + 16);
        return bytes.getInt(end) == END_SIGNATURE && directoryBegin + directoryBytes == end;
    }

    private static Manifest manifest(Map<String, byte[]> entries) throws Refused {
        byte[] bytes = entries.remove(ArtefactWriter.MANIFEST);
        if (bytes == null) {
            throw format("it has no " + ArtefactWriter.MANIFEST);
        }
        Manifest manifest;
        try {
            manifest = new Manifest(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw format("its manifest cannot be read: " + e.getMessage());
        }
        String format = manifest.getMainAttributes().getValue(ArtefactWriter.FORMAT_NAME);
        if (!ArtefactWriter.FORMAT.equals(format)) {
            String seen = format == null ? "none" : "'" + format + "'";
            throw format("artefact format " + ArtefactWriter.FORMAT + " expected, seen " + seen);
        }
        return manifest;
    }

    private static byte[] checked(Map<String, byte[]> entries, String entry, Attributes attributes)
            throws Refused {
        byte[] jar = entries.remove(entry);
        String expected = attributes.getValue(ArtefactWriter.DIGEST);
        String seen = jar == null ? "no such entry" : Artefact.sha256(jar);
        if (jar == null || !seen.equals(expected)) {
            throw new Refused(
                    ArtefactError.DIGEST,
                    entry,
                    "SHA-256 " + expected + " expected, seen " + seen,
                    "The file was cut or changed after it was built; copy or build it again");
        }
        return jar;
    }

    private static void checkReferences(Artefact artefact) throws Refused {
        if (artefact.modules().isEmpty()) {
            throw new Refused(
                    ArtefactError.EMPTY,
                    artefact.app(),
                    "the app has no module",
                    "An app has at least one module with a class that implements AppModule");
        }
        Set<String> modules = new HashSet<>();
        artefact.modules().forEach(module -> modules.add(module.name()));
        Set<String> libraries = new HashSet<>();
        artefact.libraries().forEach(library -> libraries.add(library.id()));
        for (Artefact.Module module : artefact.modules()) {
            Set<String> missing = new TreeSet<>(module.requires());
            missing.removeAll(modules);
            module.libraries().stream()
                    .filter(library -> !libraries.contains(library))
                    .forEach(missing::add);
            if (!missing.isEmpty()) {
                throw new Refused(
                        ArtefactError.DANGLING,
                        module.name(),
                        "needs " + missing + ", which the artefact does not hold",
                        "Build it again with `midstream build`");
            }
        }
    }

    private static void unique(Set<String> names, String kind, String name) throws Refused {
        if (!names.add(kind + " " + name)) {
            throw new Refused(
                    ArtefactError.DUPLICATE,
                    name,
                    "the same " + kind + " stands in the artefact twice",
                    "Give each module of the app its own artifactId");
        }
    }

    private static Set<String> words(Attributes attributes, Attributes.Name name) {
        String value = attributes.getValue(name);
        return value == null || value.isBlank()
                ? Set.of()
                : new TreeSet<>(Arrays.asList(value.trim().split(" ", -1)));
    }

    private static Refused unreadable(byte[] file, String why) {
        return new Refused(
                ArtefactError.UNREADABLE,
                "artefact",
                "no readable zip in " + file.length + " bytes: " + why,
                "Copy the file again, or build it with `midstream build APP -o FILE`");
    }

    private static Refused format(String why) {
        return new Refused(
                ArtefactError.FORMAT,
                "artefact",
                "no Midstream artefact: " + why,
                "Build one with `midstream build APP -o FILE`");
    }
}
