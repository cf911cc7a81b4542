package dev.midstream.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
class JournalTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir Path home;
    Journal journal;

    @BeforeEach
    void open() throws IOException {
        journal = new Journal(home.resolve("new/home"));
    }

    private Path file() {
        return home.resolve("new/home/journal");
    }

    private static JournalEntry entry(String what, String outcome, String release) {
        return new JournalEntry(AT, what, outcome, 1, 2, release, "", "message");
    }

    /** {@code "run a, upgrade b, refused upgrade c"} */
    private void happened(String events) throws IOException {
        for (String event : events.split(", ", -1)) {
            String[] words = event.split(" ", -1);
            String outcome = words.length == 3 ? words[0] : "done";
            journal.append(entry(words[words.length - 2], outcome, words[words.length - 1]));
        }
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("new/home/artefacts"))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aNewHomeHasNoEntries() throws IOException {
        assertThat(journal.entries()).isEmpty();
        assertThat(journal.previous().map(Journal.Served::release)).isEmpty();
    }

    @Test
    void anyMessageIsReadBackAsItWasWritten() throws IOException {
        for (String message :
                List.of("", "a\tb", "two\nlines", "\\n is no line", "\\", "\\\\t\t\n", "grün 🐎")) {
            JournalEntry entry = new JournalEntry(AT, "upgrade", "done", 3, 4, "abc", "", message);
            journal.append(entry);
            assertThat(journal.entries().getLast()).isEqualTo(entry);
        }
        assertThat(Files.readAllLines(file())).hasSize(7);
        assertThat(new Journal(home.resolve("new/home")).entries()).hasSize(7);
    }

    @Test
    void aLineThatACrashHasCutAnywhereCostsThatLineAlone() throws IOException {
        happened("run a, upgrade b");
        byte[] whole = Files.readAllBytes(file());
        int second = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int length = second; length < whole.length; length++) {
            Files.write(file(), java.util.Arrays.copyOf(whole, length));
            Journal reopened = new Journal(home.resolve("new/home"));
            JournalEntry next = entry("upgrade", "done", "c");
            reopened.append(next);
            assertThat(reopened.entries())
                    .as("cut to " + length)
                    .startsWith(entry("run", "done", "a"));
            assertThat(reopened.entries().getLast()).isEqualTo(next);
        }
    }

    @Test
    void linesOfAnotherShapeAreLeftOut() throws IOException {
        happened("run a");
        Files.writeString(
                file(),
                "noise\n" + "no time\trun\tdone\t0\t1\ta\tm\n" + AT + "\trun\tdone\tx\t1\ta\tm\n\n",
                StandardOpenOption.APPEND);
        happened("upgrade b");
        assertThat(journal.entries()).extracting(JournalEntry::release).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run a | none",
                "run a, upgrade b | a",
                "run a, upgrade b, upgrade c | b",
                "run a, upgrade b, refused upgrade c | a",
                "run a, upgrade b, rolledBack upgrade c | a",
                "run a, upgrade b, unchanged upgrade b | a",
                "run a, upgrade b, confirm b | a",
                "run a, upgrade b, rollback a | none",
                "run a, upgrade b, upgrade c, rollback b | a",
                "run a, upgrade b, upgrade c, rollback b, rollback a | none",
                "run a, upgrade b, rollback a, upgrade c | a",
                "run a, upgrade b, stop b, run b | a",
                "run a, stop a, run a, upgrade b | a",
                "run a, upgrade b, upgrade a | b",
                "run a, upgrade b, upgrade a, rollback b | a",
                "run a, upgrade b, stop b, run c | b",
                "run a, rollback z | a",
                "stop a | none"
            })
    void thePreviousReleaseIsTheOneThatServedBeforeByAllThatWasUndone(
            String events, String expected) throws IOException {
        happened(events);
        assertThat(journal.previous().map(Journal.Served::release).orElse("none"))
                .isEqualTo(expected);
    }

    @Test
    void anArtefactIsKeptWholeAndReadBack() throws IOException {
        journal.keep("abc", new byte[] {1, 2, 3});
        assertThat(journal.artefact("abc").orElseThrow()).containsExactly(1, 2, 3);
        assertThat(journal.artefact("none")).isEmpty();
        assertThat(kept()).containsExactly("abc.msa");
    }

    @Test
    void anArtefactThatIsThereInFullIsNotWrittenAgain() throws IOException {
        journal.keep("abc", new byte[] {1, 2, 3});
        Object before = Files.readAttributes(artefact("abc"), "*").get("fileKey");
        journal.keep("abc", new byte[] {1, 2, 3});
        assertThat(Files.readAttributes(artefact("abc"), "*").get("fileKey")).isEqualTo(before);
    }

    @Test
    void aShorterFileOfThatNameIsReplacedInOnePiece() throws IOException {
        Files.write(artefact("abc"), new byte[] {9});
        Object before = Files.readAttributes(artefact("abc"), "*").get("fileKey");
        journal.keep("abc", new byte[] {1, 2, 3});
        assertThat(journal.artefact("abc").orElseThrow()).containsExactly(1, 2, 3);
        assertThat(Files.readAttributes(artefact("abc"), "*").get("fileKey"))
                .as("moved into place, not written over")
                .isNotEqualTo(before);
        assertThat(kept()).containsExactly("abc.msa");
    }

    private Path artefact(String release) {
        return home.resolve("new/home/artefacts").resolve(release + ".msa");
    }

    @Test
    void pruningKeepsWhatRollbacksLeadTo() throws IOException {
        for (String release : List.of("a", "b", "c", "d", "e", "f", "g", "undone", "stray")) {
            journal.keep(release, new byte[] {1});
        }
        happened("run a, upgrade b, upgrade undone, rollback b, upgrade c, upgrade d, upgrade e");
        happened("upgrade f, upgrade g");
        journal.prune();
        assertThat(kept()).containsExactly("c.msa", "d.msa", "e.msa", "f.msa", "g.msa");
        assertThat(journal.previous().map(Journal.Served::release).flatMap(this::read)).isPresent();
    }

    @Test
    void afterEachRollbackThePreviousArtefactIsStillThere() throws IOException {
        for (String release : List.of("a", "b", "c", "d")) {
            journal.keep(release, new byte[] {1});
        }
        happened("run a, upgrade b, upgrade c, upgrade d");
        journal.prune();
        for (String expected : List.of("c", "b", "a")) {
            assertThat(journal.previous().map(Journal.Served::release)).contains(expected);
            assertThat(read(expected)).isPresent();
            happened("rollback " + expected);
            journal.prune();
        }
    }

    private java.util.Optional<byte[]> read(String release) {
        try {
            return journal.artefact(release);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
