package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.systemtests.LibraryTable.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Widely used libraries in a running app, upgraded under load between two releases of each. */
class LibrariesIT {

    /** How long a library's own threads may take to end; OkHttp's and Okio's idle for a minute. */
    private static final long COLLECTED_SECONDS = 180;

    @TempDir private Path temp;

    @Test
    void someAreUpgradedUnderLoadAndCollected() {
        assertAllWell(
                run(
                        Library.only(
                                "gson", "hikaricp", "jackson", "logback", "mapstruct", "zstd-jni"),
                        2));
    }

    @Test
    @Timeout(900)
    @EnabledIfSystemProperty(named = "midstream.nightly", matches = "true")
    void allAreUpgradedTenTimesUnderLoadAndCollected() {
        List<Row> rows = run(Library.ALL, 10);
        LibraryTable.write(rows);
        assertAllWell(rows);
    }

    private static void assertAllWell(List<Row> rows) {
        for (Row row : rows) {
            assertThat(row.failed()).as("failed of %s", row.library().module()).isZero();
            if (!row.library().stays()) {
                assertThat(row.collected()).as("%s collected", row.library().module()).isTrue();
            }
        }
    }

    private List<Row> run(List<Library> libraries, int upgrades) {
        Path older = LibraryApp.buildOlder(temp, libraries);
        Path newer = LibraryApp.buildNewer(temp, libraries);
        List<String> modules = libraries.stream().map(Library::module).toList();
        Map<String, String> serving = LibraryApp.older();
        Map<String, String> next = LibraryApp.newer();
        try (TestHost host = TestHost.run(older, temp.resolve("home"));
                ModuleLoad load = ModuleLoad.start(host.port(), serving, modules)) {
            load.more(3);
            for (int i = 1; i <= upgrades; i++) {
                load.either(serving, next);
                host.cli("upgrade", i % 2 == 1 ? newer : older).done();
                load.only(next);
                load.more(3);
                Map<String, String> before = serving;
                serving = next;
                next = before;
            }
            host.cli("confirm").done();
            Set<String> left = uncollected(host);
            load.stop();
            return rows(libraries, upgrades, load, left);
        }
    }

    private static List<Row> rows(
            List<Library> libraries, int upgrades, ModuleLoad load, Set<String> left) {
        List<Row> rows = new ArrayList<>();
        for (Library library : libraries) {
            ModuleLoad.Seen seen = load.of(library.module());
            if (seen.failed() > 0) {
                System.err.println(library.module() + ": " + seen.complaint());
            }
            rows.add(new Row(library, upgrades, seen.failed(), !left.contains(library.module())));
        }
        return rows;
    }

    /** The modules of which released loaders are still there when all had their time to go. */
    private static Set<String> uncollected(TestHost host) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(COLLECTED_SECONDS);
        while (true) {
            Set<String> modules = new TreeSet<>();
            for (JsonNode leak : host.cli("leaks", "--collect").done().json().path("leaks")) {
                String loader = leak.path("loader").asString();
                modules.add(loader.substring(0, loader.indexOf('@')));
            }
            boolean awaited =
                    modules.stream().anyMatch(module -> !Library.only(module).getFirst().stays());
            if (!awaited || System.nanoTime() - end > 0) {
                return modules;
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
        }
    }
}
