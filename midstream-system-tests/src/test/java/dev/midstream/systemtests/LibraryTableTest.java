package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of libraries, the app that uses them and the page about them say the same. */
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
    void thePageHasARowForEveryLibraryAndNoOther() {
        List<String> rows =
                LibraryTable.lines().stream()
                        .filter(line -> line.startsWith("| "))
                        .filter(line -> !line.startsWith("| library |"))
                        .toList();

        assertThat(rows).hasSameSizeAs(Library.ALL);
        for (int i = 0; i < rows.size(); i++) {
            Library library = Library.ALL.get(i);
            assertThat(rows.get(i)).startsWith(LibraryTable.beginning(library));
            assertThat(rows.get(i)).contains(library.limit().orElse("|"));
        }
    }
}
