package dev.midstream.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** An artefact in which one jar was replaced by that of another artefact, and nothing else. */
final class ForgedArtefact {

    private ForgedArtefact() {}

    static Path of(Path artefact, Path other, String jar, Path forged) throws IOException {
        boolean replaced = false;
        try (ZipFile original = new ZipFile(artefact.toFile());
                ZipFile donor = new ZipFile(other.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(forged))) {
            for (ZipEntry entry : Collections.list(original.entries())) {
                boolean replace = entry.getName().endsWith("/" + jar);
                replaced |= replace;
                ZipFile from = replace ? donor : original;
                byte[] content = from.getInputStream(entry(from, entry.getName())).readAllBytes();
                write(out, entry, content);
            }
        }
        if (!replaced) {
            throw new AssertionError("no " + jar + " in " + artefact);
        }
        return forged;
    }

    private static ZipEntry entry(ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new AssertionError("no " + name + " in " + zip.getName());
        }
        return entry;
    }

    private static void write(ZipOutputStream out, ZipEntry like, byte[] content)
            throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(like.getName());
        entry.setMethod(like.getMethod());
        if (like.getMethod() == ZipEntry.STORED) {
            entry.setSize(content.length);
            entry.setCrc(crc.getValue());
        }
        entry.setTimeLocal(like.getTimeLocal());
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
