package dev.midstream.build.project;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The libraries of an app with their digests, in a file beside its root pom that belongs into
 * version control: who builds the same poms elsewhere gets the same bytes, or is told.
 *
 * <p>Poms decide which libraries there are; the lock follows them. It refuses one thing: another
 * file under a version that was locked. Snapshots may change.
 *
 * @param file where it stands
 * @param locked line by line what stands in it, by library
 * @param written its text; empty if there is no file
 */
public record LockFile(Path file, SortedMap<String, Line> locked, Optional<String> written) {

    /** The file's name. */
    public static final String NAME = "midstream.lock";

    private static final String HEAD =
            """
            # The libraries of this app and the SHA-256 of each file, written by midstream. Commit it.
            # A build refuses another file under the same version. To accept one, remove its line.
            """;

    private static final String SNAPSHOT = "-SNAPSHOT";

    /**
     * One library.
     *
     * @param sha256 the digest of its file
     * @param scope {@code shared} or {@code module}
     */
    public record Line(String sha256, String scope) {

        /** The line of a library whose file has this digest. */
        public static Line of(String sha256, boolean shared) {
            return new Line(sha256, shared ? "shared" : "module");
        }
    }

    /**
     * Reads a lock; one that is not there locks nothing.
     *
     * @throws Refused with {@link LockError#UNREADABLE} and the number of the line
     */
    public static LockFile read(Path file) throws Refused {
        SortedMap<String, Line> locked = new TreeMap<>();
        if (!Files.exists(file)) {
            return new LockFile(file, locked, Optional.empty());
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw unreadable(file.toString(), "cannot be read: " + e);
        }
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.strip().split("\\s+", -1);
            String place = file + ":" + number;
            if (words.length != 3 || !words[1].matches("[0-9a-f]{64}")) {
                throw unreadable(
                        place,
                        "'"
                                + line
                                + "' is no line of a lock; groupId:artifactId:version, 64"
                                + " hexadecimal digits and a scope expected");
            }
            if (locked.put(words[0], new Line(words[1], words[2])) != null) {
                throw unreadable(place, words[0] + " is locked twice");
            }
        }
        return new LockFile(file, locked, Optional.of(text));
    }

    /**
     * Compares what was resolved with what was locked.
     *
     * @param resolved all libraries of the app
     * @throws Refused with {@link LockError#DIFFERENT_FILE} for each that differs
     */
    public void verify(SortedMap<String, Line> resolved) throws Refused {
        List<Finding> findings = new ArrayList<>();
        resolved.forEach((id, line) -> {
            Line known = locked.get(id);
            if (known != null && !known.sha256().equals(line.sha256()) && !id.contains(SNAPSHOT)) {
                findings.add(
                        Finding.error(
                                LockError.DIFFERENT_FILE,
                                id,
                                "its file has SHA-256 "
                                        + line.sha256()
                                        + ", "
                                        + file
                                        + " locks "
                                        + known.sha256(),
                                "Remove the file from the local repository, so that it is fetched"
                                        + " again; if the change is meant, remove the library's line"
                                        + " from the lock"));
            }
        });
        if (!findings.isEmpty()) {
            throw new Refused(findings);
        }
    }

    /**
     * Brings the file up to date if it is not, in one step: a reader sees the old or the new text.
     *
     * @param resolved all libraries of the app; without any, no file is made
     */
    public Optional<Finding> update(SortedMap<String, Line> resolved) {
        StringBuilder text = new StringBuilder(HEAD);
        resolved.forEach(
                (id, line) -> text.append(id + " " + line.sha256() + " " + line.scope() + "\n"));
        String next = text.toString();
        boolean same =
                written.isEmpty()
                        ? resolved.isEmpty()
                        : written.get().replace("\r\n", "\n").equals(next);
        if (same) {
            return Optional.empty();
        }
        try {
            // Not a temporary file as the JDK makes them: those are readable by their owner only.
            Path part = file.resolveSibling(NAME + "." + UUID.randomUUID() + ".tmp");
            try {
                Files.writeString(part, next);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            return Optional.of(
                    Finding.info(
                            LockError.NOT_WRITTEN,
                            file.toString(),
                            "the lock of the app's libraries cannot be written: " + e,
                            "Build once where the app's folder can be written to, and commit it"));
        }
        return Optional.of(
                Finding.info(LockError.UPDATED, file.toString(), changes(resolved), "Commit it"));
    }

    private String changes(SortedMap<String, Line> resolved) {
        if (written.isEmpty()) {
            return "locks " + resolved.size() + " libraries from now on";
        }
        TreeSet<String> added = new TreeSet<>(resolved.keySet());
        added.removeAll(locked.keySet());
        TreeSet<String> removed = new TreeSet<>(locked.keySet());
        removed.removeAll(resolved.keySet());
        return "follows the poms"
                + (added.isEmpty() ? "" : "; added " + added)
                + (removed.isEmpty() ? "" : "; removed " + removed);
    }

    private static Refused unreadable(String place, String seen) {
        return new Refused(
                LockError.UNREADABLE,
                place,
                seen,
                "Take the file back from version control, or remove it; the next build writes it");
    }
}
