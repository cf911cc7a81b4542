package dev.midstream.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The journal of one home and the artefacts that it names. One tab-separated line per entry; a line
 * that a crash has cut is left out on reading. Guarded by itself.
 */
public final class Journal {

    /** Artefacts that are kept for rollbacks, counted back from the one that serves. */
    private static final int KEPT_RELEASES = 5;

    private static final int FIELDS = 7;

    private final Path file;
    private final Path artefacts;

    /** The releases that lead to the one that serves, newest first. */
    private final Deque<String> served = new ArrayDeque<>();

    /**
     * The journal of a home, which is created if it does not exist.
     *
     * @throws IOException if the home cannot be written
     */
    public Journal(Path home) throws IOException {
        file = home.resolve("journal");
        artefacts = home.resolve("artefacts");
        Files.createDirectories(artefacts);
        endLastLine();
        entries().forEach(this::follow);
    }

    /** Appends an entry and forces it to disk. */
    public synchronized void append(JournalEntry entry) throws IOException {
        String line =
                String.join(
                                "\t",
                                entry.at().toString(),
                                entry.what(),
                                entry.outcome(),
                                Integer.toString(entry.from()),
                                Integer.toString(entry.to()),
                                entry.release(),
                                escape(entry.message()))
                        + "\n";
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        follow(entry);
    }

    /** All entries, oldest first. */
    public synchronized List<JournalEntry> entries() throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                parse(line).ifPresent(entries::add);
            }
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return entries;
    }

    /** Keeps an artefact, so that a later rollback finds it. Atomic. */
    public synchronized void keep(String release, byte[] artefact) throws IOException {
        Path target = artefactFile(release);
        if (Files.exists(target) && Files.size(target) == artefact.length) {
            return;
        }
        Path temporary = Files.createTempFile(artefacts, release, ".tmp");
        try {
            Files.write(temporary, artefact);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** A kept artefact's bytes; empty if it was not kept. */
    public synchronized Optional<byte[]> artefact(String release) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(artefactFile(release)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** The release that served before the one that serves, by all that was undone since. */
    public synchronized Optional<String> previousRelease() {
        return served.stream().skip(1).findFirst();
    }

    /** Deletes the artefacts that no rollback leads to any more. */
    public synchronized void prune() throws IOException {
        Set<Path> kept = new HashSet<>();
        served.stream().limit(KEPT_RELEASES).map(this::artefactFile).forEach(kept::add);
        try (var files = Files.newDirectoryStream(artefacts, "*.msa")) {
            for (Path artefact : files) {
                if (!kept.contains(artefact)) {
                    Files.deleteIfExists(artefact);
                }
            }
        }
    }

    /** Keeps track of what serves: a rollback undoes all that came after its release. */
    private void follow(JournalEntry entry) {
        if (!entry.outcome().equals("done") || entry.release().isEmpty()) {
            return;
        }
        switch (entry.what()) {
            case "run", "upgrade" -> {
                if (!entry.release().equals(served.peek())) {
                    served.push(entry.release());
                }
            }
            case "rollback" -> {
                if (served.contains(entry.release())) {
                    while (!entry.release().equals(served.peek())) {
                        served.pop();
                    }
                } else {
                    served.push(entry.release());
                }
            }
            default -> {}
        }
        while (served.size() > KEPT_RELEASES) {
            served.removeLast(); // its artefact is not kept either
        }
    }

    private Path artefactFile(String release) {
        return artefacts.resolve(release + ".msa");
    }

    /**
     * A crash may have cut the last line: end it, so that the next entry gets a line of its own.
     */
    private void endLastLine() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return;
        }
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.read(last, channel.size() - 1);
            if (last.get(0) != '\n') {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}), channel.size());
            }
        }
    }

    private static Optional<JournalEntry> parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new JournalEntry(
                            Instant.parse(fields[0]),
                            fields[1],
                            fields[2],
                            Integer.parseInt(fields[3]),
                            Integer.parseInt(fields[4]),
                            fields[5],
                            unescape(fields[6])));
        } catch (DateTimeParseException | NumberFormatException cut) {
            return Optional.empty();
        }
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            plain.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped);
        }
        return plain.toString();
    }
}
