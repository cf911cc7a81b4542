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

    private static final int FIELDS = 8;

    private final Path file;
    private final Path artefacts;
    private final Path configurations;

    /** What led to what serves, newest first. */
    private final Deque<Served> served = new ArrayDeque<>();

    /**
     * Something that served.
     *
     * @param release the release
     * @param configuration the digest of its configuration, empty if it takes none
     */
    public record Served(String release, String configuration) {}

    /**
     * The journal of a home, which is created if it does not exist.
     *
     * @throws IOException if the home cannot be written
     */
    public Journal(Path home) throws IOException {
        file = home.resolve("journal");
        artefacts = home.resolve("artefacts");
        configurations = home.resolve("configurations");
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
                                entry.configuration(),
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
        write(artefactFile(release), artefact);
    }

    /** Keeps what a release was configured with, so that a later rollback finds it. Atomic. */
    public synchronized void keepConfiguration(String digest, String recorded) throws IOException {
        if (!digest.isEmpty()) {
            Files.createDirectories(configurations);
            write(configurationFile(digest), recorded.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A kept configuration; empty if it was not kept. */
    public synchronized Optional<String> configuration(String digest) throws IOException {
        try {
            return Optional.of(Files.readString(configurationFile(digest)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private static void write(Path target, byte[] content) throws IOException {
        if (Files.exists(target) && Files.size(target) == content.length) {
            return;
        }
        String name = String.valueOf(target.getFileName());
        Path temporary = Files.createTempFile(target.getParent(), name, ".tmp");
        try {
            Files.write(temporary, content);
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

    /** What served before what serves, by all that was undone since. */
    public synchronized Optional<Served> previous() {
        return served.stream().skip(1).findFirst();
    }

    /** Deletes the artefacts and configurations that no rollback leads to any more. */
    public synchronized void prune() throws IOException {
        Set<Path> kept = new HashSet<>();
        served.stream()
                .limit(KEPT_RELEASES)
                .forEach(one -> {
                    kept.add(artefactFile(one.release()));
                    kept.add(configurationFile(one.configuration()));
                });
        prune(artefacts, "*.msa", kept);
        if (Files.isDirectory(configurations)) {
            prune(configurations, "*.properties", kept);
        }
    }

    private static void prune(Path folder, String pattern, Set<Path> kept) throws IOException {
        try (var files = Files.newDirectoryStream(folder, pattern)) {
            for (Path file : files) {
                if (!kept.contains(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Keeps track of what serves: a rollback undoes all that came after its release. */
    private void follow(JournalEntry entry) {
        if (!entry.outcome().equals("done") || entry.release().isEmpty()) {
            return;
        }
        Served serves = new Served(entry.release(), entry.configuration());
        switch (entry.what()) {
            case "run", "upgrade" -> {
                if (!serves.equals(served.peek())) {
                    served.push(serves);
                }
            }
            case "rollback" -> {
                if (served.contains(serves)) {
                    while (!serves.equals(served.peek())) {
                        served.pop();
                    }
                } else {
                    served.push(serves);
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

    private Path configurationFile(String digest) {
        return configurations.resolve(digest + ".properties");
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
        boolean old = fields.length == FIELDS - 1; // written before there was configuration
        if (fields.length != FIELDS && !old) {
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
                            old ? "" : fields[6],
                            unescape(fields[fields.length - 1])));
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
