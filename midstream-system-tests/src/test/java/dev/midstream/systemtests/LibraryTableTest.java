package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

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
}
