package dev.midstream.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code docs/libraries.md}, as the complete run writes it. */
final class LibraryTable {

    private static final String HEAD =
            """
            # Libraries

            Written by a test, not by hand: `./mvnw verify -pl midstream-system-tests -Pnightly -Dit.test=LibrariesIT` builds
            `midstream-system-tests/src/test/apps/libraries`, in which one module per library uses it for what it is for, and
            upgrades the running app back and forth between two releases of every library at once. Meanwhile a connection per
            module asks without a pause; each answer has to bring its stamp back through the library and to name the version that
            may serve at that time. *Failed* counts all other answers, and connections that were lost. *Collected*: after the last
            upgrade, and with the release before it confirmed away, no class loader of the module's earlier versions is left.

            `./mvnw verify` runs the same with fewer libraries and two upgrades.

            | library | from | to | exercised | upgrades | failed | collected | what the app has to do |
            |---|---|---|---|---|---|---|---|
            """;

    private LibraryTable() {}

    /** What one library went through. */
    record Row(Library library, int upgrades, long failed, boolean collected) {

        private String line() {
            return beginning(library)
                    + " "
                    + upgrades
                    + " | "
                    + failed
                    + " | "
                    + (collected ? "yes" : "no")
                    + " | "
                    + library.need().orElse("")
                    + (library.need().isPresent() ? " |" : "|");
        }
    }

    /** Writes the page. */
    static void write(List<Row> rows) {
        StringBuilder page = new StringBuilder(HEAD);
        rows.forEach(row -> page.append(row.line()).append('\n'));
        try {
            Files.writeString(file(), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String beginning(Library library) {
        return "| "
                + library.name()
                + " | "
                + library.in(LibraryApp.older())
                + " | "
                + library.in(LibraryApp.newer())
                + " | "
                + library.exercised()
                + " |";
    }

    private static Path file() {
        return Launcher.apps().resolve("../../../../docs/libraries.md").normalize();
    }
}
