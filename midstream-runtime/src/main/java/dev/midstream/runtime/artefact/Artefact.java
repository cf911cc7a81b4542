package dev.midstream.runtime.artefact;

import dev.midstream.runtime.finding.Refused;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * An app, built: everything that runs, and nothing else.
 *
 * <p>Immutable by agreement: the arrays are shared and never written to.
 *
 * @param app the app's name, its root artifactId
 * @param modules the modules, sorted by name
 * @param libraries the libraries that any module needs, sorted by id
 * @param settings the app's own configuration, the text of a properties file; empty if it has none
 */
public record Artefact(String app, List<Module> modules, List<Library> libraries, String settings) {

    /** The most bytes that an artefact may have, as a file and unpacked. */
    public static final long LIMIT_BYTES = ArtefactReader.LIMIT_BYTES;

    /** An artefact without configuration of its own. */
    public Artefact(String app, List<Module> modules, List<Library> libraries) {
        this(app, modules, libraries, "");
    }

    /** Normalises order, so that equal content is written as equal bytes. */
    public Artefact {
        modules = modules.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
        libraries = libraries.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
    }

    /**
     * One module as built.
     *
     * @param name its Maven artifactId
     * @param requires the names of the modules that its classes may refer to, direct and transitive
     * @param libraries the ids of the libraries that its classes may refer to, direct and
     *     transitive, those of the modules it requires included
     * @param jar its classes and resources
     */
    public record Module(String name, Set<String> requires, List<String> libraries, byte[] jar) {
        /** Normalises order, so that equal content is written as equal bytes. */
        public Module {
            requires = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(requires));
            libraries = libraries.stream().sorted().toList();
        }
    }

    /**
     * One third-party jar.
     *
     * @param id {@code groupId:artifactId:version}, with {@code :classifier} where there is one
     * @param shared whether the app declares it as shared, or a library that is needs it
     * @param jar the file's bytes
     */
    public record Library(String id, boolean shared, byte[] jar) {

        /** A library that no app declares as shared. */
        public Library(String id, byte[] jar) {
            this(id, false, jar);
        }
    }

    /**
     * Reads an artefact and checks every digest.
     *
     * @throws Refused with an {@link ArtefactError} if the bytes are no intact artefact
     */
    public static Artefact read(byte[] file) throws Refused {
        return ArtefactReader.read(file);
    }

    /** The artefact as a file: the same bytes for the same content. */
    public byte[] write() {
        return ArtefactWriter.write(this);
    }

    /** The name of a release: the first 12 hexadecimal digits of the file's SHA-256. */
    public static String release(byte[] file) {
        return sha256(file).substring(0, 12);
    }

    /** The SHA-256 of bytes in lower-case hexadecimal. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
