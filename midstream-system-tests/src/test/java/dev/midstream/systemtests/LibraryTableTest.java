package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The list of libraries and the app that uses them say the same. */
class LibraryTableTest {

    @Test
    void everyModuleOfTheAppIsListedOnce() {
        assertThat(Library.ALL)
                .extracting(Library::module)
                .containsExactlyElementsOf(LibraryApp.modules());
    }

    @Test
    void everyLibraryHasTwoReleasesThatDiffer() {
        assertThat(Library.ALL)
                .hasSizeGreaterThanOrEqualTo(20)
                .allSatisfy(library ->
                        assertThat(library.in(LibraryApp.older()))
                                .as(library.module())
                                .isNotEqualTo(library.in(LibraryApp.newer())));
        assertThat(LibraryApp.older()).hasSameSizeAs(Library.ALL);
        assertThat(LibraryApp.newer()).hasSameSizeAs(Library.ALL);
    }

    @Test
    void thePageHasARowForEach() throws IOException {
        String page = Files.readString(Launcher.example("../docs/libraries.md"));
        assertThat(page.lines().filter(line -> line.startsWith("| ")).skip(1))
                .extracting(line -> line.substring(2, line.indexOf(" |", 2)))
                .containsExactlyElementsOf(Library.ALL.stream().map(Library::name).toList());
    }
}
